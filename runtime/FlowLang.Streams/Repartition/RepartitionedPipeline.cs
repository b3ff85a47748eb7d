using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// A pipeline of several instances whose rows come together by other keys than those of its topics: each stream's rows go into a topic of
/// the pipeline's own, by those keys, and from there on (docs/decisions/0013).
/// </summary>
public abstract class RepartitionedPipeline : GoingPipeline
{
    /// <summary>Between the two halves.</summary>
    protected abstract IRepartitionTopic Topic { get; }

    /// <summary>The first half, by streams.</summary>
    protected abstract ImmutableArray<RepartitionFeed> Feeds { get; }

    /// <summary>Makes the second half for one partition of the topic; of the whole run it is asked for its source.</summary>
    protected abstract StreamTopology CreateTopology(StreamRun run);

    protected sealed override IStreamLife CreateLife(StreamRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        ImmutableArray<ShardedLife> feeds = [.. Feeds.Select((feed, i) => new ShardedLife(feed.Create, run.OfFeed(feed.Name, i + 1)))];
        return new RepartitionedLife(Topic, feeds, new ShardedLife(CreateTopology, run), run);
    }
}
