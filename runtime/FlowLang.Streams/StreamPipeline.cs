namespace FlowLang.Streams;

/// <summary>A pipeline of streams; the generated subclass says what it is made of.</summary>
public abstract class StreamPipeline : GoingPipeline
{
    /// <summary>Makes sources, store, lanes and operators for one life.</summary>
    protected abstract StreamTopology CreateTopology(StreamRun run);

    protected sealed override IStreamLife CreateLife(StreamRun run) => CreateTopology(run) is { IsSharded: false } topology
        ? new StreamEngine(topology, run)
        : new ShardedLife(CreateTopology, run);
}
