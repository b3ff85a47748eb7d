namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Version 2 of the ledger: what is to be run. The key of <c>(id, token)</c> makes a change of the token, and no other, wait for a target
/// that holds the row <c>FOR KEY SHARE</c> while it commits.
/// </summary>
internal static class PostgresLedgerQueue
{
    public const string Definition = """
        ALTER TABLE runs ADD COLUMN job word;
        CREATE INDEX runs_by_job ON runs (job) WHERE job IS NOT NULL;
        CREATE INDEX runs_by_end ON runs (ended);
        CREATE INDEX writes_by_run ON writes (run);
        CREATE INDEX steps_by_run ON steps (run);
        CREATE INDEX expectations_by_run ON expectations (run);
        CREATE TABLE jobs (
          id word PRIMARY KEY, pipeline word NOT NULL, slot word, interval word, interval_start word, interval_end word,
          cause word NOT NULL, phase word NOT NULL, attempt bigint NOT NULL DEFAULT 0, crashes bigint NOT NULL DEFAULT 0,
          due word NOT NULL, not_before word, started word, ended word,
          rows_read bigint NOT NULL DEFAULT 0, rows_written bigint NOT NULL DEFAULT 0, rows_rejected bigint NOT NULL DEFAULT 0,
          rows_filtered bigint NOT NULL DEFAULT 0, error_code word, error word, asked_by word, force bigint NOT NULL DEFAULT 0,
          owner word, token bigint NOT NULL DEFAULT 0, cancelled_by word, is_late bigint NOT NULL DEFAULT 0, UNIQUE (id, token));
        CREATE UNIQUE INDEX jobs_by_slot ON jobs (pipeline, slot) WHERE slot IS NOT NULL;
        CREATE INDEX jobs_open ON jobs (phase) WHERE phase IN ('Queued', 'Running', 'Waiting');
        CREATE INDEX jobs_by_due ON jobs (due, id);
        CREATE INDEX jobs_by_pipeline ON jobs (pipeline, due, id);
        CREATE INDEX jobs_by_end ON jobs (ended, phase) WHERE ended IS NOT NULL;
        CREATE TABLE done (
          number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, pipeline word NOT NULL, interval_start word, interval_end word,
          at word NOT NULL);
        CREATE INDEX done_by_interval ON done (pipeline, interval_start);
        CREATE INDEX done_by_pipeline ON done (pipeline, number);
        INSERT INTO done (pipeline, interval_start, interval_end, at)
          SELECT pipeline, interval_start, interval_end, max(coalesce(ended, started)) FROM runs
          WHERE state = 'Done' AND interval_start IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 4;
        CREATE TABLE schedulers (
          owner word PRIMARY KEY, host word NOT NULL, pid bigint NOT NULL, process_started word NOT NULL, beat bigint NOT NULL);
        CREATE TABLE positions (pipeline word PRIMARY KEY, tick word NOT NULL);
        CREATE TABLE consumed (pipeline word NOT NULL, after word NOT NULL, number bigint NOT NULL, PRIMARY KEY (pipeline, after));
        CREATE TABLE marks (name word PRIMARY KEY, value bigint NOT NULL);
        INSERT INTO marks SELECT 'followed', coalesce(max(number), 0) FROM done;
        CREATE TABLE gate (version bigint NOT NULL) WITH (fillfactor = 50);
        INSERT INTO gate VALUES (1);
        CREATE TABLE pauses (pipeline word PRIMARY KEY, paused_by word NOT NULL, at word NOT NULL);
        CREATE TABLE events (
          number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at word NOT NULL, kind word NOT NULL, pipeline word NOT NULL, job word,
          text word);
        CREATE TABLE lines (
          job word NOT NULL, number bigint NOT NULL, at word NOT NULL, level word NOT NULL, message word NOT NULL,
          PRIMARY KEY (job, number));
        CREATE TABLE asked (key word PRIMARY KEY, request word NOT NULL, jobs word NOT NULL, at word NOT NULL);
        CREATE INDEX asked_by_time ON asked (at);
        CREATE TABLE arrivals (
          pipeline word NOT NULL, path word NOT NULL, version word NOT NULL, job word NOT NULL, PRIMARY KEY (pipeline, path, version));
        """;
}
