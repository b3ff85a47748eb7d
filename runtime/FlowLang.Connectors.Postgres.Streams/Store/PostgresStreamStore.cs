using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;
using Npgsql;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Tables of one database as the target of a stream: rows, offsets, watermarks and state of a round in one transaction, which only the
/// owner of the round's partitions can commit.
/// </summary>
public sealed partial class PostgresStreamStore(PostgresConnection connection, ImmutableArray<TableTarget> targets) : IStreamStore
{
    private readonly ImmutableArray<TableOutput> _outputs = [.. targets.Select((t, i) => new TableOutput(t, i + 1))];
    private StreamRun? _run;
    private PartitionOwnership? _ownership;
    private StoreSession? _session;

    private StreamRun Run => _run ?? throw new InvalidOperationException("the store is not open");

    private PartitionOwnership Ownership => _ownership ?? throw new InvalidOperationException("the store is not open");

    /// <inheritdoc/>
    public Task OpenAsync(StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        _run = run;
        _ownership = new PartitionOwnership(run);
        return OnSessionAsync("preparing its tables", async session =>
        {
            await StreamTables.EnsureAsync(session.Session, cancel);
            await StreamTables.RequireSameInstancesAsync(session.Session, run, cancel);
            await session.Session.ExecuteAsync("BEGIN", cancel);
            foreach (TableOutput output in _outputs)
            {
                await TargetPreparation.PrepareAsync(session.Session, output, run, cancel);
            }

            await StateLog.AgreeAsync(session.Session, run, signature, cancel);
            await session.Session.ExecuteAsync("COMMIT", cancel);
            return true;
        }, cancel);
    }

    /// <inheritdoc/>
    public Task CheckAsync(StreamRun run, StateSignature signature, CancellationToken cancel) => OpenAsync(run, signature, cancel);

    /// <inheritdoc/>
    public Task<ImmutableArray<PartitionProgress>> TakeAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        OnSessionAsync("taking partitions", s => Ownership.TakeAsync(s.Session, partitions, cancel), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateChange> RestoreAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        StoreSession session = await SessionAsync(cancel);
        await using IAsyncEnumerator<StateChange> found = StateLog.RestoreAsync(session.Session, Run, cancel).GetAsyncEnumerator(cancel);
        while (await OnSessionAsync("reading its state", _ => found.MoveNextAsync().AsTask(), cancel))
        {
            yield return found.Current;
        }
    }

    /// <inheritdoc/>
    public async Task CommitAsync(StreamCommit commit, CancellationToken cancel)
    {
        ImmutableArray<PartitionMove> moves = Ownership.MovesOf(commit.Progress);
        try
        {
            await OnSessionAsync("writing a round", s => WriteAsync(s, commit, moves, cancel), cancel);
        }
        catch (FlowException e) when (!e.Error.Transient)
        {
            // Rows of another owner can stand in the way of these before the fence does.
            (StreamPartition? lost, _) = await OnSessionAsync(
                "looking for the owner", s => Ownership.FindAsync(s.Session, moves, 0, cancel), cancel);
            throw lost is { } partition ? Fenced(partition) : e;
        }

        Ownership.Moved(moves);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(ImmutableArray<StreamPartition> partitions, CancellationToken cancel) =>
        OnSessionAsync("giving partitions up", async s =>
        {
            await Ownership.ReleaseAsync(s.Session, partitions, cancel);
            return true;
        }, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private async Task<bool> WriteAsync(
        StoreSession session, StreamCommit commit, ImmutableArray<PartitionMove> moves, CancellationToken cancel)
    {
        await session.SendAsync(_outputs, commit.Outputs, cancel);
        ImmutableArray<string> merges =
            [.. _outputs.Zip(commit.Outputs).Where(o => o.First.IsKeyed && o.Second.Count > 0).Select(o => o.First.Merge())];
        bool isCommitted;
        try
        {
            isCommitted = await session.FinishAsync(merges, Effective(commit.State), moves, commit.Number, cancel);
        }
        catch (NpgsqlException e) when (MayHaveCommitted(e))
        {
            _session = null;
            isCommitted = await WasCommittedAsync(session, moves, commit.Number, e, cancel);
        }

        return isCommitted ? true : throw await FencedAsync(session, moves, cancel);
    }

    // Anything but a statement's own error leaves open whether COMMIT was reached.
    private static bool MayHaveCommitted(NpgsqlException e) =>
        e is not PostgresException { SqlState: not ['0', '8', ..] and not ['5', '7', 'P', ..] };

    /// <summary>Asks on new connections, until the old one is gone from the server and its outcome is final.</summary>
    private async Task<bool> WasCommittedAsync(
        StoreSession lost, ImmutableArray<PartitionMove> moves, long round, NpgsqlException cause, CancellationToken cancel)
    {
        int backend = lost.Backend;
        await lost.DisposeAsync();
        CommitInquiry inquiry = new(connection, Run, backend);
        return await inquiry.AskAsync(session => Ownership.FindAsync(session, moves, round, cancel), cancel)
            ? true
            : throw PostgresErrors.Translate(cause, connection.Target, "committing a round");
    }

    private async Task<Exception> FencedAsync(StoreSession session, ImmutableArray<PartitionMove> moves, CancellationToken cancel)
    {
        (StreamPartition? lost, _) = await Ownership.FindAsync(session.Session, moves, 0, cancel);
        return Fenced(lost ?? moves[0].Partition);
    }

    private FencedException Fenced(StreamPartition partition)
    {
        Ownership.Forget([partition]);
        return new FencedException(partition);
    }

    /// <summary>A change that replaces makes those before it worth nothing, in its own round too.</summary>
    private static ImmutableArray<StateChange> Effective(ImmutableArray<StateChange> state) =>
        state.Any(s => s.Replaces)
            ? [.. state.Where((s, i) => !state.Skip(i + 1).Any(l => l.Replaces && l.Operator == s.Operator && l.Group == s.Group))]
            : state;

    private async Task<StoreSession> SessionAsync(CancellationToken cancel) =>
        _session ??= await StoreSession.OpenAsync(connection, Run, _outputs, cancel);

    /// <summary>After a failure the connection is closed, whatever state it was in; the next call opens another.</summary>
    private async Task<T> OnSessionAsync<T>(string work, Func<StoreSession, Task<T>> action, CancellationToken cancel)
    {
        StoreSession session = await SessionAsync(cancel);
        try
        {
            return await action(session);
        }
        catch (FencedException)
        {
            throw;
        }
        catch (Exception e)
        {
            _session = null;
            await session.DisposeAsync();
            cancel.ThrowIfCancellationRequested();
            throw PostgresErrors.Translate(e, connection.Target, work);
        }
    }
}
