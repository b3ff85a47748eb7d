using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>A pipeline that carries records from a source to outputs as they are; the generated subclass names them.</summary>
public abstract class RelayPipeline : GoingPipeline
{
    protected abstract IRelaySource CreateSource(StreamRun run);

    protected abstract ImmutableArray<IRecordOutput> CreateOutputs(StreamRun run);

    protected sealed override IStreamLife CreateLife(StreamRun run) => new RecordRelay(CreateSource(run), CreateOutputs(run), run);
}
