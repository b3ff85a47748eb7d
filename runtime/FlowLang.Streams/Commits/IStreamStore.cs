using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// Where a stream pipeline writes, with the offsets and the state that belong to what was written: one transaction takes them all. One
/// task at a time calls it.
/// </summary>
public interface IStreamStore : IAsyncDisposable
{
    /// <summary>Reaches the target, compares it with the rows that will come, makes what is missing.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">It can't be written, or its state is of an incompatible program.</exception>
    Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel);

    /// <summary>Whether what is stored is this program's: asked before others read for it. It takes nothing from anybody.</summary>
    /// <exception cref="FlowLang.Runtime.FlowException">It is not.</exception>
    Task CheckAsync(StreamRun run, StateSignature signature, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// Makes this instance the owner of partitions: a former owner's commits of them fail from now on. Gives how far each was processed;
    /// one that never was is not among them.
    /// </summary>
    Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel);

    /// <summary>The state as of the last commit, in the order in which it was committed.</summary>
    IAsyncEnumerable<StateChange> RestoreAsync(CancellationToken cancel);

    /// <summary>
    /// Commits a round. When the connection is lost while it commits, the outcome is looked up; it returns only where the round is there.
    /// </summary>
    /// <exception cref="FencedException">Another instance owns a partition now; nothing was committed.</exception>
    /// <exception cref="FlowLang.Runtime.FlowException">It failed; nothing was committed.</exception>
    Task CommitAsync(StreamCommit commit, CancellationToken cancel);

    /// <summary>Gives partitions up, after their last commit.</summary>
    Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel);
}
