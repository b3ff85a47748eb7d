using System.Collections.Immutable;
using FlowLang.Runtime;
using Npgsql;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// A run's one transaction in one database: rows, rejects and the ledger's row become visible together or not at all. Appended and
/// replacing
/// rows are loaded inside it; staged ones are merged by it when the run commits.
/// </summary>
internal sealed class PostgresTransaction(PostgresConnection connection, BatchRun run) : RunTransaction
{
    private readonly List<Func<CancellationToken, Task>> _merges = [];
    private readonly HashSet<string> _appended = new(StringComparer.Ordinal);
    private readonly List<TableName> _rejects = [];
    private PostgresSession? _session;
    private StagingArea? _staging;
    private RunLedger.Earlier? _earlier;
    private bool _skipped;
    private bool _follows;

    private long? IntervalLock => run.Interval is { } interval
        ? LockKey.Of("interval", run.ProgramName, run.Pipeline.Name, interval.Start.UtcDateTime.ToString("O"))
        : null;

    private long? FollowLock => _follows ? LockKey.Of("cursors", run.ProgramName, run.Pipeline.Name) : null;

    public override int Order => DatabaseOrder;

    public override string Target => connection.Target.ToString();

    /// <summary>Numbers the run's own tables.</summary>
    public int NextNumber { get; set; }

    public static PostgresTransaction Of(PostgresConnection connection, BatchRun run) =>
        run.Enlist((nameof(PostgresTransaction), connection.Identity), () => new PostgresTransaction(connection, run));

    /// <summary>
    /// Before it begins: the run reads from where the last one ended, and only one run of the pipeline at a time may.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        if (!_follows)
        {
            _follows = true;
            await using PostgresSession session = await connection.OpenAsync($"flow {run.Pipeline.Name} cursors", cancel);
            await session.GuardAsync("looking for flow.cursors", () => RunLedger.EnsureCursorsAsync(session, cancel));
        }
    }

    /// <summary>
    /// The connection with its transaction begun as one that computes: every statement sees the same rows. The interval's lock is held
    /// before that, so that what an earlier run committed is among them.
    /// </summary>
    public async Task<PostgresSession> BeginComputingAsync(CancellationToken cancel)
    {
        PostgresSession session = await connection.OpenAsync($"flow {run.ProgramName} {run.Pipeline.Name}", cancel);
        _session = session;
        if (!run.DryRun)
        {
            await EnsureAsync(session, cancel);
            if ((IntervalLock ?? FollowLock) is { } key)
            {
                await RunLock.ShowAsync(session, run, key, cancel);
                await session.ExecuteAsync("SET lock_timeout = '20s'", cancel);
                await session.ExecuteAsync("SELECT pg_advisory_lock($1)", cancel, key);
            }
        }

        await session.ExecuteAsync("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = '60s'", cancel);
        _earlier = run.DryRun ? null : await RunLedger.EarlierAsync(session, run, cancel);
        return session;
    }

    /// <summary>The connection with its transaction begun and, for a run with an interval, the interval's lock held.</summary>
    public async Task<PostgresSession> BeginAsync(CancellationToken cancel)
    {
        if (_session is { } begun)
        {
            return begun;
        }

        PostgresSession session = await connection.OpenAsync($"flow {run.ProgramName} {run.Pipeline.Name}", cancel);
        _session = session;
        await EnsureAsync(session, cancel);
        long? key = IntervalLock ?? FollowLock;
        if (key is { } shown)
        {
            await RunLock.ShowAsync(session, run, shown, cancel);
        }

        await session.ExecuteAsync("BEGIN; SET LOCAL lock_timeout = '20s'", cancel);
        if (key is not null)
        {
            await session.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancel, key);
        }

        await session.ExecuteAsync("SET LOCAL lock_timeout = '60s'", cancel);
        _earlier = await RunLedger.EarlierAsync(session, run, cancel);
        return session;
    }

    public async Task<StagingArea> StagingAsync(CancellationToken cancel) =>
        _staging ??= await StagingArea.OpenAsync(connection, run, cancel);

    /// <summary>True when an earlier run of the interval appended to the table: this one must not, and says so.</summary>
    public bool AlreadyAppended(TableName table)
    {
        bool done = _earlier?.Appended.Contains(table.ToString()) ?? false;
        _skipped |= done;
        _appended.Add(table.ToString());
        return done;
    }

    public void AddRejects(TableName table) => _rejects.Add(table);

    /// <summary>What is done when the run commits, in the order of the writes.</summary>
    public void AddMerge(Func<CancellationToken, Task> merge) => _merges.Add(merge);

    public override async Task CommitAsync(RunTotals totals, CancellationToken cancel)
    {
        if (_session is not { } session)
        {
            return;
        }

        await session.GuardAsync("the commit", async () =>
        {
            foreach (Func<CancellationToken, Task> merge in _merges)
            {
                await merge(cancel);
            }

            await ReplaceRejectsAsync(session, cancel);
            IEnumerable<string> appended = _appended.Union(_earlier?.Appended ?? []);
            await RunLedger.RecordAsync(session, run, totals, run.Interval is null ? _appended : appended, cancel);
            if (RunFences.Of(run, connection) is { } fence)
            {
                await RunFences.HoldAsync(session, run, fence, cancel);
            }
            else if (run.Fence is { Ledger: PostgresLedger ledger } known)
            {
                await ledger.HoldAsync(session, known, cancel);
            }
        });
        await CommitOrLearnAsync(session, cancel);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            // Closing the connection rolls back whatever was not committed, also when the server hangs.
            await session.DisposeAsync();
            _session = null;
        }

        if (_staging is { } staging)
        {
            await staging.DisposeAsync();
            _staging = null;
        }
    }

    // What has to be there before the transaction begins.
    private async Task EnsureAsync(PostgresSession session, CancellationToken cancel)
    {
        await RunLedger.EnsureAsync(session, cancel);
        if (RunFences.Of(run, connection) is not null)
        {
            await RunFences.EnsureAsync(session, cancel);
        }
    }

    /// <summary>
    /// Rejects belong to the rows that were loaded: a run that replaces what an earlier one of its interval wrote replaces its rejects too.
    /// Appended rows stay, and so do their rejects.
    /// </summary>
    private async Task ReplaceRejectsAsync(PostgresSession session, CancellationToken cancel)
    {
        bool keeps = _skipped || (run.Interval is null && _appended.Count > 0);
        if (keeps || _earlier is not { RunIds: { IsEmpty: false } ids })
        {
            return;
        }

        foreach (TableName table in _rejects.Distinct())
        {
            await session.ExecuteAsync($"DELETE FROM {table.Quoted} WHERE run_id = ANY ($1)", cancel, (object)ids.ToArray());
        }
    }

    /// <summary>Commits; when the connection is lost while doing so, asks the ledger on a new one whether it happened.</summary>
    private async Task CommitOrLearnAsync(PostgresSession session, CancellationToken cancel)
    {
        int backend = session.Link.ProcessID;
        try
        {
            await session.ExecuteAsync("COMMIT", CancellationToken.None);
        }
        catch (PostgresException e) when (!e.SqlState.StartsWith("57P", StringComparison.Ordinal))
        {
            throw PostgresErrors.Translate(e, connection.Target, "the commit");
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            if (!await CommitOutcome.WasCommittedAsync(connection, run, backend, cancel))
            {
                throw PostgresErrors.Translate(e, connection.Target, "the commit");
            }
        }
    }
}
