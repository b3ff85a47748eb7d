using FlowLang.Runtime;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Store;
using Microsoft.Data.Sqlite;

namespace FlowLang.Scheduling.Tests.Store;

/// <summary>Ledgers of each earlier version become this one, with all that they held; one of a later version is refused.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string Tables = """
        CREATE TABLE runs (
          id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, interval TEXT, interval_start TEXT, interval_end TEXT, attempt INTEGER NOT NULL,
          source_hash TEXT NOT NULL, state TEXT NOT NULL, started TEXT NOT NULL, ended TEXT,
          rows_read INTEGER NOT NULL DEFAULT 0, rows_written INTEGER NOT NULL DEFAULT 0, rows_rejected INTEGER NOT NULL DEFAULT 0,
          rows_filtered INTEGER NOT NULL DEFAULT 0, error_code TEXT, error TEXT,
          host TEXT NOT NULL, pid INTEGER NOT NULL, process_started TEXT NOT NULL);
        CREATE TABLE writes (
          run TEXT NOT NULL REFERENCES runs (id), relation TEXT NOT NULL, target TEXT NOT NULL, read INTEGER NOT NULL,
          written INTEGER NOT NULL, rejected INTEGER NOT NULL, filtered INTEGER NOT NULL, seconds REAL NOT NULL);
        CREATE TABLE steps (
          run TEXT NOT NULL REFERENCES runs (id), relation TEXT NOT NULL, step TEXT NOT NULL, action TEXT NOT NULL, reason TEXT NOT NULL,
          rows INTEGER NOT NULL);
        CREATE TABLE expectations (
          run TEXT NOT NULL REFERENCES runs (id), name TEXT NOT NULL, severity TEXT NOT NULL, violations INTEGER NOT NULL, sample TEXT);
        CREATE TABLE cursors (
          run TEXT NOT NULL REFERENCES runs (id), source TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, source));
        CREATE TABLE files (
          run TEXT NOT NULL REFERENCES runs (id), source TEXT NOT NULL, file TEXT NOT NULL, url TEXT NOT NULL, bytes INTEGER NOT NULL,
          sha256 TEXT NOT NULL, etag TEXT, modified TEXT, fetched INTEGER NOT NULL, loaded INTEGER NOT NULL, program TEXT NOT NULL);
        INSERT INTO runs VALUES ('a', 'hourly', '2026-01-01T05', '2026-01-01T05:00:00.000000Z', '2026-01-01T06:00:00.000000Z', 1, 'h',
          'Done', '2026-01-01T06:01:00.000000Z', '2026-01-01T06:02:00.000000Z', 3, 3, 0, 0, NULL, NULL, 'host', 1, '1');
        """;

    private const string Queue = """
        ALTER TABLE runs ADD COLUMN job TEXT;
        CREATE INDEX runs_by_job ON runs (job) WHERE job IS NOT NULL;
        CREATE INDEX runs_by_end ON runs (ended);
        CREATE INDEX writes_by_run ON writes (run);
        CREATE INDEX steps_by_run ON steps (run);
        CREATE INDEX expectations_by_run ON expectations (run);
        CREATE TABLE jobs (
          id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, slot TEXT, interval TEXT, interval_start TEXT, interval_end TEXT,
          cause TEXT NOT NULL, phase TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0,
          due TEXT NOT NULL, not_before TEXT, started TEXT, ended TEXT,
          rows_read INTEGER NOT NULL DEFAULT 0, rows_written INTEGER NOT NULL DEFAULT 0, rows_rejected INTEGER NOT NULL DEFAULT 0,
          rows_filtered INTEGER NOT NULL DEFAULT 0, error_code TEXT, error TEXT, asked_by TEXT, force INTEGER NOT NULL DEFAULT 0,
          owner TEXT, token INTEGER NOT NULL DEFAULT 0, cancelled_by TEXT, is_late INTEGER NOT NULL DEFAULT 0);
        CREATE UNIQUE INDEX jobs_by_slot ON jobs (pipeline, slot) WHERE slot IS NOT NULL;
        CREATE INDEX jobs_open ON jobs (phase) WHERE phase IN ('Queued', 'Running', 'Waiting');
        CREATE INDEX jobs_by_due ON jobs (due, id);
        CREATE INDEX jobs_by_pipeline ON jobs (pipeline, due, id);
        CREATE INDEX jobs_by_end ON jobs (ended, phase) WHERE ended IS NOT NULL;
        CREATE TABLE done (
          number INTEGER PRIMARY KEY AUTOINCREMENT, pipeline TEXT NOT NULL, interval_start TEXT, interval_end TEXT, at TEXT NOT NULL);
        CREATE INDEX done_by_interval ON done (pipeline, interval_start);
        INSERT INTO done (pipeline, interval_start, interval_end, at)
          SELECT pipeline, interval_start, interval_end, max(coalesce(ended, started)) FROM runs
          WHERE state = 'Done' AND interval_start IS NOT NULL GROUP BY pipeline, interval_start ORDER BY 4;
        CREATE TABLE schedulers (
          owner TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, process_started TEXT NOT NULL, beat INTEGER NOT NULL);
        CREATE TABLE positions (pipeline TEXT PRIMARY KEY, tick TEXT NOT NULL);
        CREATE TABLE consumed (pipeline TEXT NOT NULL, after TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (pipeline, after));
        CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        INSERT INTO marks SELECT 'followed', coalesce(max(number), 0) FROM done;
        CREATE TABLE pauses (pipeline TEXT PRIMARY KEY, paused_by TEXT NOT NULL, at TEXT NOT NULL);
        CREATE TABLE events (
          number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, pipeline TEXT NOT NULL, job TEXT, text TEXT);
        CREATE TABLE lines (
          job TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL,
          PRIMARY KEY (job, number)) WITHOUT ROWID;
        CREATE TABLE asked (key TEXT PRIMARY KEY, request TEXT NOT NULL, jobs TEXT NOT NULL, at TEXT NOT NULL);
        CREATE TABLE arrivals (
          pipeline TEXT NOT NULL, path TEXT NOT NULL, version TEXT NOT NULL, job TEXT NOT NULL, PRIMARY KEY (pipeline, path, version));
        INSERT INTO jobs (id, pipeline, cause, phase, due, ended)
          VALUES ('ended', 'other', 'Schedule', 'Done', '2026-01-01T06:00:00.000000Z', '2026-01-01T06:00:01.000000Z');
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-ledger").FullName;

    private string Ledger => Path.Combine(_folder, "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_an_earlier_version_held_is_there(int version)
    {
        Write($"{Tables} {(version == 2 ? Queue : "")} PRAGMA user_version = {version}");
        using RunLedger ledger = RunLedger.Open(Ledger);
        Assert.Equal("a", Assert.Single(ledger.Latest(5)).Id);
        using RunHistory history = new(ledger.Database);
        Assert.Equal(version == 2 ? ["ended"] : [], history.LastOfEach().Select(job => job.Id));
        Assert.All(history.LastOfEach(), job => Assert.Empty(history.Detail(job).Times));
        var store = new RunStore(ledger);
        store.Transact(transaction =>
        {
            Assert.True(transaction.IsDone("hourly", new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.Zero)));
            StoredState state = transaction.Load();
            Assert.Empty(state.Open);
            Assert.Empty(transaction.DoneAfter(state.Followed, 10)); // what was done before anybody served starts nothing
            return true;
        });
    }

    [Fact]
    public void A_ledger_of_now_is_opened_again()
    {
        RunLedger.Open(Ledger).Dispose();
        using RunLedger again = RunLedger.Open(Ledger);
        Assert.Empty(again.Latest(5));
    }

    [Fact]
    public void A_later_version_is_refused_and_left_alone()
    {
        Write("CREATE TABLE future (x); PRAGMA user_version = 99");
        FlowException e = Assert.Throws<FlowException>(() => RunLedger.Open(Ledger));
        Assert.Equal("RT7015", e.Error.Code);
        Assert.Equal(ErrorKind.Usage, e.Error.Kind);
    }

    private void Write(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Ledger, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
