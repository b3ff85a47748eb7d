namespace FlowLang.Streams;

/// <summary>A pipeline that carries records from a source to an output as they are; the generated subclass names both.</summary>
public abstract class RelayPipeline : GoingPipeline
{
    protected abstract IRelaySource CreateSource(StreamRun run);

    protected abstract IRecordOutput CreateOutput(StreamRun run);

    protected sealed override IStreamLife CreateLife(StreamRun run) => new RecordRelay(CreateSource(run), CreateOutput(run), run);
}
