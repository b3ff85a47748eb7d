using System.Data.Common;
using System.Diagnostics;

namespace FlowLang.Runtime;

/// <summary>
/// The history of runs. Several processes may share it; a run whose process died without a word is marked as crashed by the next start.
/// What a database that was away for a moment did not take is tried again: every statement may be run twice.
/// </summary>
public sealed partial class RunLedger : IDisposable
{
    /// <summary>How long another process's writing, and a database that is away, is waited for, unless the caller says.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(500);
    private readonly TimeSpan _patience;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _isOver = new();
    private LedgerStatements _statements;

    private RunLedger(LedgerDatabase database, TimeSpan patience)
    {
        Database = database;
        _patience = patience;
        _statements = new(database, database.Connect());
    }

    public LedgerDatabase Database { get; }

    /// <summary>
    /// Opens or makes the ledger and marks the runs of dead processes. Throws RT7001 when the file can't be used;
    /// <paramref name="patience"/> is how long another process's writing is waited for.
    /// </summary>
    public static RunLedger Open(string path, TimeSpan? patience = null) =>
        Open(new SqliteLedger(path, patience ?? Patience), patience);

    /// <inheritdoc cref="Open(string, TimeSpan?)"/>
    public static RunLedger Open(LedgerDatabase database, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(database);
        var ledger = new RunLedger(database, patience ?? Patience);
        try
        {
            ledger.Guard(ledger.MarkCrashed);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Records that a run has begun, in this process; <paramref name="job"/> is the served run that it is a try of.</summary>
    public void Start(BatchRun run, string? job = null) => Guard(() => Sql(
        """
        INSERT INTO runs (
          id, pipeline, interval, interval_start, interval_end, attempt, source_hash, state, started, host, pid, process_started, job)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'Running', $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING
        """, 12).Run(
            run.Id, run.Pipeline.Name, run.Interval?.ToString(), Text(run.Interval?.Start), Text(run.Interval?.End), run.Attempt,
            run.SourceHash, Text(run.StartedAt), ProcessIdentity.Current.Host, ProcessIdentity.Current.Pid, ProcessIdentity.Current.Started,
            job));

    /// <summary>
    /// Records how a run ended, with everything its report holds, in one transaction. What others took over from a process that was taken
    /// for dead is no more its to record.
    /// </summary>
    public void Finish(BatchRun run, RunState state, DateTimeOffset ended, FlowError? error, string? job = null)
    {
        // What follows is read in the order of `done`, so nobody else may be writing there.
        bool isDone = state == RunState.Done && job is null;
        Guard(() => Transact(isDone, () =>
        {
            if (End(run.Id, RunState.Running, state, ended, run.Report.Totals, error?.Code, error?.Message))
            {
                AddDetails(run);
                AddFiles(run, state == RunState.Done);
                if (isDone)
                {
                    AddDone(run.Pipeline.Name, run.Interval, ended);
                }
            }
        }));
    }

    /// <summary>
    /// Work on the connection that runs are recorded with, while nobody else uses it; the scheduler's tables are in the same place. Throws
    /// RT7001 where the database can't be used, and does not try again.
    /// </summary>
    public T Exclusively<T>(Func<LedgerStatements, T> work)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(work);
        lock (_gate)
        {
            return Database.Translated(() => work(Statements()));
        }
    }

    /// <summary>Throws RT7001 where the ledger can be read and not written.</summary>
    public void RequireWritable() => Guard(() => Transact(true, () => Sql("UPDATE marks SET value = value", 0).Run()));

    /// <summary>The latest runs, newest first; of one pipeline or all.</summary>
    public IReadOnlyList<LedgerEntry> Latest(int count, string? pipeline = null) => Guard(() => Sql(
        """
        SELECT id, pipeline, interval, attempt, state, started, ended, rows_read, rows_written, rows_rejected, rows_filtered,
          CASE WHEN error IS NULL THEN NULL ELSE error_code || ': ' || error END
        FROM runs WHERE CAST($1 AS TEXT) IS NULL OR pipeline = $1 OR id = $1 ORDER BY started DESC, id DESC LIMIT $2
        """, 2).Rows(
            r => new LedgerEntry(
                r.GetString(0), r.GetString(1), Nullable(r, 2), r.GetInt32(3), Enum.Parse<RunState>(r.GetString(4)),
                Time(r.GetString(5)), Nullable(r, 6) is { } ended ? Time(ended) : null, Totals(r, 7), Nullable(r, 11)),
            pipeline, count));

    public void Dispose()
    {
        _isOver.Set();
        _isOver.Dispose();
        _statements.Dispose();
        _statements.Connection.Dispose();
    }

    private static RunTotals Totals(DbDataReader r, int first) =>
        new(r.GetInt64(first), r.GetInt64(first + 1), r.GetInt64(first + 2), r.GetInt64(first + 3));

    private static string? Nullable(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? Text(DateTimeOffset? time) => LedgerTime.Text(time);

    private static DateTimeOffset Time(string text) => LedgerTime.Parse(text);

    private LedgerStatement Sql(string sql, int parameters) => _statements.Get(sql, parameters);

    private void Transact(bool isAlone, Action work)
    {
        DbConnection connection = _statements.Connection;
        long? version = isAlone ? Database.BeginAlone(connection) : null;
        if (version is null)
        {
            Database.Begin(connection);
        }

        try
        {
            work();
            if (version is { } begun)
            {
                Database.CommitAlone(connection, begun);
            }
            else
            {
                LedgerDatabase.Execute(connection, "COMMIT");
            }
        }
        catch
        {
            LedgerDatabase.RollBack(connection);
            throw;
        }
    }

    // A connection that was lost is made again.
    private LedgerStatements Statements()
    {
        if (_statements.Connection.State != System.Data.ConnectionState.Open)
        {
            _statements.Dispose();
            _statements.Connection.Dispose();
            _statements = new(Database, Database.Connect());
        }

        return _statements;
    }

    // Several runs of a process may record at once; a connection is for one.
    private T Guard<T>(Func<T> work)
    {
        for (long started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                lock (_gate)
                {
                    return Database.Translated(() =>
                    {
                        Statements();
                        return work();
                    });
                }
            }
            catch (FlowException e) when (e.Error.Transient && Stopwatch.GetElapsedTime(started) < _patience)
            {
            }

            _isOver.Wait(s_again);
        }
    }

    private void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });
}
