namespace FlowLang.Runtime;

/// <summary>
/// Version 2 of the ledger: what is to be run when the program is served. A job is a run with all of its tries, each of which is a row of
/// <c>runs</c>; <c>done</c> says which intervals are loaded, in the order in which that came to be known, and is kept for ever.
/// </summary>
internal static class LedgerQueue
{
    public const string Definition = """
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
        """;
}
