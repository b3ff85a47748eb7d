using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// Lives of a repartitioned pipeline over topics in memory: its stores and the topic between outlive them, and it is begun again whenever
/// a store has failed.
/// </summary>
/// <param name="program">With the pipeline `live`.</param>
/// <param name="sources">Of its streams, in order.</param>
/// <param name="partitions">Of the topic between.</param>
internal sealed class RepartitionedLives(CompiledProgram program, ImmutableArray<MemorySource> sources, int partitions)
{
    private readonly Dictionary<(string? Feed, int Shard), MemoryStore> _stores = [];

    public MemoryTopic Topic { get; } = new(partitions);

    private CompiledProgram Program => program;

    private ImmutableArray<MemorySource> Sources => sources;

    /// <summary>Of what stands behind the topic.</summary>
    public MemoryStore[] Stores
    {
        get
        {
            lock (_stores)
            {
                return [.. _stores.Where(s => s.Key is { Feed: null, Shard: >= 0 }).OrderBy(s => s.Key.Shard).Select(s => s.Value)];
            }
        }
    }

    public async Task ToEndAsync(Random random)
    {
        int crashes = random.Next(8);
        Func<CommitFailure> failure = () =>
        {
            lock (random)
            {
                return random.Next(3) > 0 || crashes-- <= 0 ? CommitFailure.None
                    : random.Next(2) == 0 ? CommitFailure.Before : CommitFailure.After;
            }
        };
        while (true)
        {
            try
            {
                await using BatchRun run = StreamRuns.Batch();
                await new Live(this, random, failure).RunAsync(run, CancellationToken.None);
                return;
            }
            catch (FlowException e) when (e.Error.Code == "RT9999")
            {
                // Another life.
            }
        }
    }

    /// <summary>One life that goes on until then, and is drained.</summary>
    public async Task UntilAsync(Func<bool> isEnough)
    {
        await using BatchRun run = StreamRuns.Batch(isBounded: false);
        using CancellationTokenSource drain = new();
        Task life = new Live(this, new Random(0), () => CommitFailure.None).RunAsync(run, drain.Token);
        while (!isEnough() && !life.IsCompleted)
        {
            await Task.Delay(10);
        }

        await drain.CancelAsync();
        await life;
    }

    private MemoryStore Store(StreamRun run, Func<CommitFailure> failure)
    {
        lock (_stores)
        {
            (string? Feed, int Shard) of = (run.Feed, run.Shard ?? -1);
            if (!_stores.TryGetValue(of, out MemoryStore? store))
            {
                _stores.Add(of, store = new MemoryStore());
            }

            store.Failure = failure;
            return store;
        }
    }

    private sealed class Live(RepartitionedLives lives, Random random, Func<CommitFailure> failure) : RepartitionedPipeline
    {
        public override PipelineDefinition Definition { get; } = new("live", "main.flow", 1);

        protected override IRepartitionTopic Topic => lives.Topic;

        protected override ImmutableArray<RepartitionFeed> Feeds =>
        [
            .. lives.Program.Feeds("live", StreamRuns.Run()).Select((feed, i) => feed with { Create = run => Feed(i, feed, run) }),
        ];

        protected override StreamTopology CreateTopology(StreamRun run)
        {
            StreamTopology topology = lives.Program.Topology("live", run);
            return topology with
            {
                Inputs = [topology.Inputs[0] with { Source = lives.Topic.Source(new Random(Next())) }],
                Store = lives.Store(run, failure),
            };
        }

        private StreamTopology Feed(int number, RepartitionFeed feed, StreamRun run)
        {
            StreamTopology topology = feed.Create(run);
            MemorySource source = lives.Sources[number].Again(ready =>
            {
                lock (random)
                {
                    return (ready[random.Next(ready.Count)], random.Next(1, 6));
                }
            });
            return topology with
            {
                Inputs = [topology.Inputs[0] with { Source = source }],
                Store = lives.Topic.Feed(number, feed.Cuts, lives.Store(run, failure)),
            };
        }

        private int Next()
        {
            lock (random)
            {
                return random.Next();
            }
        }
    }
}
