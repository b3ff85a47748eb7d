using System.Collections.Immutable;
using FlowLang.Streams;

namespace FlowLang.Benchmarks.Streams;

/// <summary>Takes rounds and keeps nothing but numbers.</summary>
internal sealed class CountingStore : IStreamStore
{
    public long Rounds { get; private set; }

    public long Rows { get; private set; }

    public long StateBytes { get; private set; }

    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel) => Task.CompletedTask;

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<PartitionProgress>>([]);

    public IAsyncEnumerable<StateChange> RestoreAsync(CancellationToken cancel) => AsyncEnumerable.Empty<StateChange>();

    public Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        Rounds++;
        Rows += commit.Outputs.Sum(o => o.Count);
        StateBytes += commit.State.Sum(s => s.Entries.Length);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
