namespace FlowLang.Runtime;

/// <summary>
/// What makes a run's writes to one target visible together. Sinks enlist one in the run (<see cref="BatchRun.Enlist"/>), one a target, and
/// <see cref="BatchRun.CommitAsync"/> commits them in <see cref="Order"/>. Disposing an uncommitted one rolls back and leaves nothing
/// behind.
/// </summary>
public abstract class RunTransaction : IAsyncDisposable
{
    /// <summary>Order of a target that is a database: it commits first, because it can still refuse.</summary>
    public const int DatabaseOrder = 0;

    /// <summary>Order of files: they become visible by renames that were prepared not to fail.</summary>
    public const int FilesOrder = 100;

    public abstract int Order { get; }

    /// <summary>The target as the user knows it, for messages.</summary>
    public abstract string Target { get; }

    /// <summary>What may take long and makes nothing visible: done for all targets before any of them commits.</summary>
    public virtual Task PrepareAsync(RunTotals totals, CancellationToken cancel) => Task.CompletedTask;

    public abstract Task CommitAsync(RunTotals totals, CancellationToken cancel);

    public abstract ValueTask DisposeAsync();
}
