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
            ledger.Execute(LedgerSchema.Definition);
            ledger.MarkCrashed();
            return ledger;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw LedgerErrors.Translate(e, path);
        }
    }

    /// <summary>Records that a run has begun, in this process.</summary>
    public void Start(BatchRun run) => Guard(() => Execute(
        """
        INSERT INTO runs (
          id, pipeline, interval, interval_start, interval_end, attempt, source_hash, state, started, host, pid, process_started)
        VALUES ($id, $pipeline, $interval, $from, $to, $attempt, $hash, 'Running', $started, $host, $pid, $process)
        """,
        ("$id", run.Id), ("$pipeline", run.Pipeline.Name), ("$interval", run.Interval?.ToString()), ("$from", Text(run.Interval?.Start)),
        ("$to", Text(run.Interval?.End)), ("$attempt", run.Attempt), ("$hash", run.SourceHash), ("$started", Text(run.StartedAt)),
        ("$host", ProcessIdentity.Current.Host), ("$pid", ProcessIdentity.Current.Pid), ("$process", ProcessIdentity.Current.Started)));

    /// <summary>Records how a run ended, with everything its report holds, in one transaction.</summary>
    public void Finish(BatchRun run, RunState state, DateTimeOffset ended, FlowError? error) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        End(run.Id, state, ended, run.Report.Totals, error?.Code, error?.Message);
        AddDetails(run);
        AddFiles(run, state == RunState.Done);
        transaction.Commit();
    });

    /// <summary>The latest runs, newest first; of one pipeline or all.</summary>
    public IReadOnlyList<LedgerEntry> Latest(int count, string? pipeline = null)
    {
        var entries = new List<LedgerEntry>();
        Guard(() => entries.AddRange(Read(count, pipeline)));
        return entries;
    }

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

    private static string? Nullable(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private void End(string id, RunState state, DateTimeOffset ended, RunTotals totals, string? code, string? error) => Execute(
        """
        UPDATE runs SET state = $state, ended = $ended, rows_read = $read, rows_written = $written, rows_rejected = $rejected,
          rows_filtered = $filtered, error_code = $code, error = $error WHERE id = $id
        """,
        ("$state", state.ToString()), ("$ended", Text(ended)), ("$read", totals.Read), ("$written", totals.Written),
        ("$rejected", totals.Rejected), ("$filtered", totals.Filtered), ("$code", code), ("$error", error), ("$id", id));

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

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
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
