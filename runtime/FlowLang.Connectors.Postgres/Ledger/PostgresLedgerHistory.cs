namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Version 1 of the ledger: what runs did. Texts sort by code point, as in the ledger in a file; <c>rowid</c> keeps the order in which
/// rows came.
/// </summary>
internal static class PostgresLedgerHistory
{
    public const string Definition = """
        CREATE DOMAIN word AS text COLLATE "C";
        CREATE TABLE runs (
          id word PRIMARY KEY, pipeline word NOT NULL, interval word, interval_start word, interval_end word, attempt bigint NOT NULL,
          source_hash word NOT NULL, state word NOT NULL, started word NOT NULL, ended word,
          rows_read bigint NOT NULL DEFAULT 0, rows_written bigint NOT NULL DEFAULT 0, rows_rejected bigint NOT NULL DEFAULT 0,
          rows_filtered bigint NOT NULL DEFAULT 0, error_code word, error word,
          host word NOT NULL, pid bigint NOT NULL, process_started word NOT NULL);
        CREATE INDEX runs_by_pipeline ON runs (pipeline, started);
        CREATE INDEX runs_open ON runs (state) WHERE state IN ('Running', 'Crashed');
        CREATE TABLE writes (
          run word NOT NULL, relation word NOT NULL, target word NOT NULL, read bigint NOT NULL, written bigint NOT NULL,
          rejected bigint NOT NULL, filtered bigint NOT NULL, seconds double precision NOT NULL,
          rowid bigint GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE steps (
          run word NOT NULL, relation word NOT NULL, step word NOT NULL, action word NOT NULL, reason word NOT NULL, rows bigint NOT NULL,
          rowid bigint GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE expectations (
          run word NOT NULL, name word NOT NULL, severity word NOT NULL, violations bigint NOT NULL, sample word,
          rowid bigint GENERATED ALWAYS AS IDENTITY);
        CREATE TABLE cursors (run word NOT NULL, source word NOT NULL, value word NOT NULL, PRIMARY KEY (run, source));
        CREATE TABLE files (
          run word NOT NULL, source word NOT NULL, file word NOT NULL, url word NOT NULL, bytes bigint NOT NULL, sha256 word NOT NULL,
          etag word, modified word, fetched bigint NOT NULL, loaded bigint NOT NULL, program word NOT NULL);
        CREATE INDEX files_by_run ON files (run);
        """;
}
