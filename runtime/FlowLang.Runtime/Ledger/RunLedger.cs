using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

/// <summary>
/// The history of runs in a SQLite file. Several processes may share it; a run whose process died without a word is marked as crashed by
/// the next start.
/// </summary>
public sealed partial class RunLedger : IDisposable
{
    /// <summary>How long another process's writing is waited for, unless the caller says.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();

    private RunLedger(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    /// <summary>The SQLite file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens or makes the ledger and marks the runs of dead processes. Throws RT7001 when the file can't be used;
    /// <paramref name="patience"/> is how long another process's writing is waited for.
    /// </summary>
    public static RunLedger Open(string path, TimeSpan? patience = null)
    {
        int seconds = (int)(patience ?? Patience).TotalSeconds;
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = seconds, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var ledger = new RunLedger(connection, path);
            ledger.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            ledger.Execute("PRAGMA busy_timeout = 1000;");
            LedgerSchema.Migrate(connection, path);
            ledger.MarkCrashed();
            return ledger;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw LedgerErrors.Translate(e, path);
        }
    }

    /// <summary>Records that a run has begun, in this process; <paramref name="job"/> is the served run that it is a try of.</summary>
    public void Start(BatchRun run, string? job = null) => Guard(() => Execute(
        """
        INSERT INTO runs (
          id, pipeline, interval, interval_start, interval_end, attempt, source_hash, state, started, host, pid, process_started, job)
        VALUES ($id, $pipeline, $interval, $from, $to, $attempt, $hash, 'Running', $started, $host, $pid, $process, $job)
        """,
        ("$id", run.Id), ("$pipeline", run.Pipeline.Name), ("$interval", run.Interval?.ToString()), ("$from", Text(run.Interval?.Start)),
        ("$to", Text(run.Interval?.End)), ("$attempt", run.Attempt), ("$hash", run.SourceHash), ("$started", Text(run.StartedAt)),
        ("$host", ProcessIdentity.Current.Host), ("$pid", ProcessIdentity.Current.Pid), ("$process", ProcessIdentity.Current.Started),
        ("$job", job)));

    /// <summary>
    /// Records how a run ended, with everything its report holds, in one transaction. What others took over from a process that was taken
    /// for dead is no more its to record.
    /// </summary>
    public void Finish(BatchRun run, RunState state, DateTimeOffset ended, FlowError? error, string? job = null) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        if (End(run.Id, RunState.Running, state, ended, run.Report.Totals, error?.Code, error?.Message))
        {
            AddDetails(run);
            AddFiles(run, state == RunState.Done);
            if (state == RunState.Done && job is null)
            {
                AddDone(run.Pipeline.Name, run.Interval, ended);
            }
        }

        transaction.Commit();
    });

    /// <summary>
    /// Work on the connection that runs are recorded with, while nobody else uses it; the scheduler's tables are in the same file. Throws
    /// RT7001 where the file can't be used.
    /// </summary>
    public T Exclusively<T>(Func<SqliteConnection, T> work)
    {
        T? result = default;
        Guard(() => result = work(_connection));
        return result is null ? throw new InvalidOperationException("work on the ledger gives a value") : result;
    }

    /// <summary>The latest runs, newest first; of one pipeline or all.</summary>
    public IReadOnlyList<LedgerEntry> Latest(int count, string? pipeline = null)
    {
        var entries = new List<LedgerEntry>();
        Guard(() => entries.AddRange(Read(count, pipeline)));
        return entries;
    }

    /// <summary>RT7001 for what SQLite says of a ledger's file.</summary>
    public static FlowException Translate(SqliteException e, string path) => LedgerErrors.Translate(e, path);

    public void Dispose() => _connection.Dispose();

    private List<LedgerEntry> Read(int count, string? pipeline)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = """
            SELECT id, pipeline, interval, attempt, state, started, ended, rows_read, rows_written, rows_rejected, rows_filtered,
              CASE WHEN error IS NULL THEN NULL ELSE error_code || ': ' || error END
            FROM runs WHERE $pipeline IS NULL OR pipeline = $pipeline OR id = $pipeline ORDER BY started DESC, id DESC LIMIT $count
            """;
        command.Parameters.AddWithValue("$pipeline", (object?)pipeline ?? DBNull.Value);
        command.Parameters.AddWithValue("$count", count);
        using SqliteDataReader reader = command.ExecuteReader();
        var entries = new List<LedgerEntry>();
        while (reader.Read())
        {
            entries.Add(new LedgerEntry(
                reader.GetString(0), reader.GetString(1), Nullable(reader, 2), reader.GetInt32(3),
                Enum.Parse<RunState>(reader.GetString(4)),
                Time(reader.GetString(5)), Nullable(reader, 6) is { } ended ? Time(ended) : null,
                new RunTotals(reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10)), Nullable(reader, 11)));
        }

        return entries;
    }

    private void AddDone(string pipeline, RunInterval? interval, DateTimeOffset at) => Execute(
        "INSERT INTO done (pipeline, interval_start, interval_end, at) VALUES ($pipeline, $from, $to, $at)",
        ("$pipeline", pipeline), ("$from", Text(interval?.Start)), ("$to", Text(interval?.End)), ("$at", Text(at)));

    private static string? Nullable(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? Text(DateTimeOffset? time) => LedgerTime.Text(time);

    private static DateTimeOffset Time(string text) => LedgerTime.Parse(text);

    // False where the run is not in the state that it is thought to be in.
    private bool End(
        string id, RunState before, RunState state, DateTimeOffset ended, RunTotals totals, string? code, string? error) => Execute(
        """
        UPDATE runs SET state = $state, ended = $ended, rows_read = $read, rows_written = $written, rows_rejected = $rejected,
          rows_filtered = $filtered, error_code = $code, error = $error WHERE id = $id AND state = $before
        """,
        ("$state", state.ToString()), ("$ended", Text(ended)), ("$read", totals.Read), ("$written", totals.Written),
        ("$rejected", totals.Rejected), ("$filtered", totals.Filtered), ("$code", code), ("$error", error), ("$id", id),
        ("$before", before.ToString())) == 1;

    private void AddDetails(BatchRun run)
    {
        foreach (WriteReport write in run.Report.Writes)
        {
            Execute(
                "INSERT INTO writes VALUES ($run, $relation, $target, $read, $written, $rejected, $filtered, $seconds)",
                ("$run", run.Id), ("$relation", write.Relation), ("$target", write.Target), ("$read", write.Read),
                ("$written", write.Written),
                ("$rejected", write.Rejected), ("$filtered", write.Filtered), ("$seconds", write.Duration.TotalSeconds));
            AddSteps(run, write.Relation, write.Steps);
        }

        AddSteps(run, "", run.Report.Stages);
        foreach (ExpectationResult result in run.Report.Expectations)
        {
            Execute(
                "INSERT INTO expectations VALUES ($run, $name, $severity, $violations, $sample)",
                ("$run", run.Id), ("$name", result.Name), ("$severity", result.Severity.ToString()), ("$violations", result.Violations),
                ("$sample", result.Sample));
        }
    }

    private void AddSteps(BatchRun run, string relation, IEnumerable<StepCount> steps)
    {
        foreach (StepCount step in steps)
        {
            Execute(
                "INSERT INTO steps VALUES ($run, $relation, $step, $action, $reason, $rows)",
                ("$run", run.Id), ("$relation", relation), ("$step", step.Step), ("$action", step.Action.ToString()),
                ("$reason", step.Reason),
                ("$rows", step.Rows));
        }
    }

    private int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command.ExecuteNonQuery();
    }

    // Several runs of a process may record at once; a connection is for one.
    private void Guard(Action work)
    {
        try
        {
            lock (_gate)
            {
                work();
            }
        }
        catch (SqliteException e)
        {
            throw LedgerErrors.Translate(e, Path);
        }
    }
}
