using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime;

/// <summary>
/// The history of runs in a SQLite file. Several processes may share it; a run whose process died without a word is marked as crashed by
/// the next start.
/// </summary>
public sealed class RunLedger : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS runs (
          id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, interval TEXT, interval_start TEXT, interval_end TEXT, attempt INTEGER NOT NULL,
          source_hash TEXT NOT NULL, state TEXT NOT NULL, started TEXT NOT NULL, ended TEXT,
          rows_read INTEGER NOT NULL DEFAULT 0, rows_written INTEGER NOT NULL DEFAULT 0, rows_rejected INTEGER NOT NULL DEFAULT 0,
          rows_filtered INTEGER NOT NULL DEFAULT 0, error_code TEXT, error TEXT,
          host TEXT NOT NULL, pid INTEGER NOT NULL, process_started TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS runs_by_pipeline ON runs (pipeline, started);
        CREATE TABLE IF NOT EXISTS writes (
          run TEXT NOT NULL REFERENCES runs (id), relation TEXT NOT NULL, target TEXT NOT NULL, read INTEGER NOT NULL,
          written INTEGER NOT NULL, rejected INTEGER NOT NULL, filtered INTEGER NOT NULL, seconds REAL NOT NULL);
        CREATE TABLE IF NOT EXISTS steps (
          run TEXT NOT NULL REFERENCES runs (id), relation TEXT NOT NULL, step TEXT NOT NULL, action TEXT NOT NULL, reason TEXT NOT NULL,
          rows INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS expectations (
          run TEXT NOT NULL REFERENCES runs (id), name TEXT NOT NULL, severity TEXT NOT NULL, violations INTEGER NOT NULL, sample TEXT);
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    private RunLedger(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>Opens or makes the ledger and marks the runs of dead processes. Throws RT7001 when the file can't be used.</summary>
    public static RunLedger Open(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var ledger = new RunLedger(connection, path);
            ledger.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            ledger.Execute(Schema);
            ledger.MarkCrashed();
            return ledger;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new FlowException(RunErrors.Ledger(path, e.Message), e);
        }
    }

    public void Start(BatchRun run) => Execute(
        """
        INSERT INTO runs (
          id, pipeline, interval, interval_start, interval_end, attempt, source_hash, state, started, host, pid, process_started)
        VALUES ($id, $pipeline, $interval, $from, $to, $attempt, $hash, 'Running', $started, $host, $pid, $process)
        """,
        ("$id", run.Id), ("$pipeline", run.Pipeline.Name), ("$interval", run.Interval?.ToString()), ("$from", Text(run.Interval?.Start)),
        ("$to", Text(run.Interval?.End)), ("$attempt", run.Attempt), ("$hash", run.SourceHash), ("$started", Text(run.StartedAt)),
        ("$host", ProcessIdentity.Current.Host), ("$pid", ProcessIdentity.Current.Pid), ("$process", ProcessIdentity.Current.Started));

    /// <summary>Records how a run ended, with everything its report holds, in one transaction.</summary>
    public void Finish(BatchRun run, RunState state, DateTimeOffset ended, FlowError? error)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            RunTotals totals = run.Report.Totals;
            Execute(
                """
                UPDATE runs SET state = $state, ended = $ended, rows_read = $read, rows_written = $written, rows_rejected = $rejected,
                  rows_filtered = $filtered, error_code = $code, error = $error WHERE id = $id
                """,
                ("$state", state.ToString()), ("$ended", Text(ended)), ("$read", totals.Read), ("$written", totals.Written),
                ("$rejected", totals.Rejected), ("$filtered", totals.Filtered), ("$code", error?.Code), ("$error", error?.Message),
                ("$id", run.Id));
            AddDetails(run);
            transaction.Commit();
        }
        catch (SqliteException e)
        {
            throw new FlowException(RunErrors.Ledger(_path, e.Message), e);
        }
    }

    /// <summary>The latest runs, newest first; of one pipeline or all.</summary>
    public IReadOnlyList<LedgerEntry> Latest(int count, string? pipeline = null)
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

    public void Dispose() => _connection.Dispose();

    private static string? Nullable(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

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

    private void MarkCrashed()
    {
        var dead = new List<string>();
        using (SqliteCommand command = _connection.CreateCommand())
        {
            command.CommandText = "SELECT id, host, pid, process_started FROM runs WHERE state = 'Running'";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (!new ProcessIdentity(reader.GetString(1), reader.GetInt32(2), reader.GetString(3)).MayBeAlive)
                {
                    dead.Add(reader.GetString(0));
                }
            }
        }

        foreach (string id in dead)
        {
            Execute("UPDATE runs SET state = 'Crashed', error_code = 'RT7002', error = 'its process ended without a word' WHERE id = $id",
                ("$id", id));
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
}
