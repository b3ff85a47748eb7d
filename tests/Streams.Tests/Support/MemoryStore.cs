using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>A store in memory that outlives the lives of a pipeline, and fails where a test wants it.</summary>
internal sealed class MemoryStore : IStreamStore
{
    private readonly Dictionary<StreamPartition, PartitionProgress> _progress = [];
    private readonly List<StateChange> _state = [];
    private StateSignature? _signature;

    public List<StreamCommit> Commits { get; } = [];

    /// <summary>Rows by target, in order of their commits.</summary>
    public List<StreamRows> Rows { get; } = [];

    public IReadOnlyCollection<StateChange> State => _state;

    /// <summary>Asked before a commit: fail before it, after it, or not at all.</summary>
    public Func<CommitFailure> Failure { get; set; } = () => CommitFailure.None;

    /// <summary>Waited for before a commit: a store that is slow.</summary>
    public Func<Task> Wait { get; set; } = () => Task.CompletedTask;

    /// <summary>Lives one after the other until one comes to its end: commits fail now and then, before and after they are made.</summary>
    /// <param name="life">One, with chances of its own.</param>
    public async Task SurviveAsync(int seed, Func<Random, Task> life)
    {
        Random random = new(seed);
        int crashes = random.Next(8);
        Failure = () => random.Next(3) > 0 || crashes-- <= 0
            ? CommitFailure.None
            : random.Next(2) == 0 ? CommitFailure.Before : CommitFailure.After;
        for (bool isDone = false; !isDone;)
        {
            try
            {
                await life(new Random(random.Next()));
                isDone = true;
            }
            catch (FlowException e) when (e.Error.Code == "RT9999")
            {
                // The next life goes on with what was committed.
            }
        }
    }

    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        if (_signature is { } known && SignatureCheck.Difference(known, signature) is { } error)
        {
            throw new FlowException(error);
        }

        _signature = signature;
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<PartitionProgress>>([.. partitions.Where(_progress.ContainsKey).Select(p => _progress[p])]);

    public async IAsyncEnumerable<StateChange> RestoreAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (StateChange change in _state)
        {
            await Task.Yield();
            yield return change;
        }
    }

    public async Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        await Wait();
        CommitFailure failure = Failure();
        if (failure != CommitFailure.Before)
        {
            Commits.Add(commit);
            Rows.AddRange(commit.Outputs.Where(o => o.Count > 0));
            foreach (PartitionProgress progress in commit.Progress)
            {
                _progress[progress.Partition] = progress;
            }

            foreach (StateChange change in commit.State)
            {
                _state.RemoveAll(known => change.Replaces && known.Operator == change.Operator && known.Group == change.Group);
                _state.Add(change);
            }
        }

        if (failure != CommitFailure.None)
        {
            throw new FlowException(new FlowError("RT9999", $"the store failed: {failure}"));
        }
    }

    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal enum CommitFailure
{
    None,
    Before,
    After,
}
