namespace FlowLang.Runtime;

/// <summary>A pipeline of batch writes; the generated subclass reads, stages and writes, then commits the run.</summary>
public abstract class BatchPipeline : Pipeline
{
    /// <summary>Runs the pipeline once for <paramref name="run"/>'s interval. Nothing is visible unless it ends with a commit.</summary>
    public Task RunAsync(BatchRun run, CancellationToken cancel) => ExecuteAsync(run, cancel);

    protected abstract Task ExecuteAsync(BatchRun run, CancellationToken cancel);
}
