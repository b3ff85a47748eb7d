using System.Collections.Immutable;
using FlowLang.Runtime;

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
    /// Tells <paramref name="audit"/> what <see cref="OpenAsync"/> would find or make: a line for each target, and one for what is stored.
    /// It makes nothing, and takes nothing from anybody.
    /// </summary>
    /// <param name="signature">Null where it is not known: what is stored is not compared then.</param>
    /// <returns>How far each partition was processed; null where that can't be read.</returns>
    Task<ImmutableArray<PartitionProgress>?> LookAsync(
        StreamRun run, StateSignature? signature, EndpointAudit audit, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<PartitionProgress>?>([]);

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
