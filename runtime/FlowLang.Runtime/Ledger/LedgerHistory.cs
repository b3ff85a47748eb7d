namespace FlowLang.Runtime;

/// <summary>Version 1 of the ledger: what runs did.</summary>
internal static class LedgerHistory
{
    // Files of before there were versions have these tables and no number.
    public const string Definition = """
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
        CREATE TABLE IF NOT EXISTS cursors (
          run TEXT NOT NULL REFERENCES runs (id), source TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, source));
        CREATE TABLE IF NOT EXISTS files (
          run TEXT NOT NULL REFERENCES runs (id), source TEXT NOT NULL, file TEXT NOT NULL, url TEXT NOT NULL, bytes INTEGER NOT NULL,
          sha256 TEXT NOT NULL, etag TEXT, modified TEXT, fetched INTEGER NOT NULL, loaded INTEGER NOT NULL, program TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS files_by_run ON files (run);
        """;
}
