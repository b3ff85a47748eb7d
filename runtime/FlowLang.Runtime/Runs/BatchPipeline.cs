namespace FlowLang.Runtime;

/// <summary>A pipeline of batch writes; the generated subclass reads, stages and writes, then commits the run.</summary>
public abstract class BatchPipeline : Pipeline
{
    /// <summary>The databases that it writes to, each of which remembers the runs that it committed.</summary>
    public virtual IReadOnlyList<ICommitRecord> CommitRecords => [];

    /// <summary>It writes files, too: they come after the databases' commit and have no record of it.</summary>
    public virtual bool WritesFiles => false;

    /// <summary>Its run does not end by itself: it is a stream, which runs beside others until it is told to end.</summary>
    public virtual bool GoesOn => false;

    /// <summary>The files whose arrival starts it; null where it waits for none.</summary>
    public virtual IArrivals? Arrivals => null;

    /// <summary>
    /// Begins to load what the first run of the process would wait for, beside the work that comes before it. Returns at once; what goes
    /// wrong is told to the run, which tries by itself.
    /// </summary>
    public virtual void LoadAhead()
    {
    }

    /// <summary>Runs the pipeline once for <paramref name="run"/>'s interval. Nothing is visible unless it ends with a commit.</summary>
    public Task RunAsync(BatchRun run, CancellationToken cancel) => ExecuteAsync(run, cancel);

    protected abstract Task ExecuteAsync(BatchRun run, CancellationToken cancel);
}
