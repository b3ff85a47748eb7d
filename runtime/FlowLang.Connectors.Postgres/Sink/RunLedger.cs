using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// <c>flow.runs</c> in the target: one row a committed run, written by the transaction that made its rows visible. For pipelines with
/// intervals it is unique per program, pipeline and interval; it overrules the local ledger.
/// </summary>
internal static class RunLedger
{
    /// <summary>Held while the tables are created, so that two first runs don't collide.</summary>
    private const long CreationLock = 0x666c_6f77_2e72_756e;

    private const string Definition = """
        CREATE TABLE IF NOT EXISTS flow.runs (
          run_id text PRIMARY KEY,
          program text NOT NULL,
          pipeline text NOT NULL,
          interval_start timestamptz,
          interval_end timestamptz,
          attempt integer NOT NULL,
          source_hash text NOT NULL,
          state text NOT NULL,
          rows_read bigint NOT NULL,
          rows_written bigint NOT NULL,
          rows_rejected bigint NOT NULL,
          rows_filtered bigint NOT NULL,
          appended text[] NOT NULL,
          started_at timestamptz NOT NULL,
          committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          UNIQUE (program, pipeline, interval_start));
        COMMENT ON TABLE flow.runs IS 'committed runs of FlowLang pipelines; a row commits with the rows of its run';
        """;

    private const string Cursors = """
        CREATE TABLE IF NOT EXISTS flow.cursors (
          program text NOT NULL,
          pipeline text NOT NULL,
          source text NOT NULL,
          identity text NOT NULL,
          horizon numeric NOT NULL,
          run_id text NOT NULL,
          moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (program, pipeline, source));
        COMMENT ON TABLE flow.cursors IS 'how far FlowLang pipelines have read their sources; moves with the rows of a run';
        """;

    private const string Insert = """
        INSERT INTO flow.runs (run_id, program, pipeline, interval_start, interval_end, attempt, source_hash, state,
                               rows_read, rows_written, rows_rejected, rows_filtered, appended, started_at)
        VALUES ($1, $2, $3, $4::timestamptz, $5::timestamptz, $6, $7, 'committed', $8, $9, $10, $11, $12, $13)
        ON CONFLICT (program, pipeline, interval_start) DO UPDATE SET
          run_id = EXCLUDED.run_id, interval_end = EXCLUDED.interval_end, attempt = EXCLUDED.attempt, source_hash = EXCLUDED.source_hash,
          state = EXCLUDED.state, rows_read = EXCLUDED.rows_read, rows_written = EXCLUDED.rows_written,
          rows_rejected = EXCLUDED.rows_rejected, rows_filtered = EXCLUDED.rows_filtered, appended = EXCLUDED.appended,
          started_at = EXCLUDED.started_at, committed_at = clock_timestamp()
        """;

    /// <summary>The statements that create the schema and its tables.</summary>
    public const string Creation = $"CREATE SCHEMA IF NOT EXISTS flow;\n{Definition}\n{Cursors}\n{RunFences.Definition}\n";

    public static async Task<bool> ExistsAsync(PostgresSession session, CancellationToken cancel) =>
        await session.ScalarAsync("SELECT to_regclass('flow.runs')::text", cancel) is not null;

    /// <summary>Creates the ledger where it is missing; outside of the run's transaction, which would hold others up.</summary>
    public static async Task EnsureAsync(PostgresSession session, CancellationToken cancel)
    {
        if (!await ExistsAsync(session, cancel))
        {
            await CreateAsync(session, Definition, cancel);
        }
    }

    /// <summary>As <see cref="EnsureAsync"/>, for how far sources with a cursor were read.</summary>
    public static async Task EnsureCursorsAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await session.ScalarAsync("SELECT to_regclass('flow.cursors')::text", cancel) is null)
        {
            await CreateAsync(session, Cursors, cancel);
        }
    }

    /// <summary>Creates one of the tables, with their schema.</summary>
    public static async Task CreateAsync(PostgresSession session, string definition, CancellationToken cancel)
    {
        await session.ExecuteAsync("SELECT pg_advisory_lock($1)", cancel, CreationLock);
        await session.ExecuteAsync(await SchemaAsync(session, cancel) + definition, cancel);
        await session.ExecuteAsync("SELECT pg_advisory_unlock($1)", cancel, CreationLock);
    }

    /// <summary>
    /// The statement that creates schema <c>flow</c>, or nothing where it is there: IF NOT EXISTS asks for the right even then.
    /// </summary>
    public static async Task<string> SchemaAsync(PostgresSession session, CancellationToken cancel) =>
        await session.ScalarAsync("SELECT to_regnamespace('flow')::text", cancel) is null ? "CREATE SCHEMA IF NOT EXISTS flow; " : "";

    /// <summary>The run ids and appended tables of what was committed for the run's pipeline and interval (without one: for the
    /// pipeline).</summary>
    public static async Task<Earlier> EarlierAsync(PostgresSession session, BatchRun run, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT run_id, appended FROM flow.runs
            WHERE program = $1 AND pipeline = $2 AND interval_start IS NOT DISTINCT FROM $3::timestamptz AND run_id <> $4
            """,
            cancel,
            run.ProgramName,
            run.Pipeline.Name,
            run.Interval?.Start.UtcDateTime,
            run.Id);
        return new(
            [.. rows.Select(r => $"{r[0]}")],
            run.Interval is null ? [] : [.. rows.SelectMany(r => (string[]?)r[1] ?? [])]);
    }

    /// <summary>The begin of the next later interval of the run's pipeline that was committed; null where there is none.</summary>
    public static async Task<DateTimeOffset?> NextIntervalAsync(PostgresSession session, BatchRun run, CancellationToken cancel) =>
        run.Interval is { } interval && await session.ScalarAsync(
            "SELECT min(interval_start) FROM flow.runs WHERE program = $1 AND pipeline = $2 AND interval_start > $3::timestamptz",
            cancel,
            run.ProgramName,
            run.Pipeline.Name,
            interval.Start.UtcDateTime) is DateTime next
                ? new DateTimeOffset(next, TimeSpan.Zero)
                : null;

    /// <summary>The run as it was committed here; null when it was not.</summary>
    public static async Task<CommittedRun?> FindAsync(PostgresSession session, string runId, CancellationToken cancel)
    {
        if (!await ExistsAsync(session, cancel))
        {
            return null;
        }

        var rows = await session.RowsAsync(
            "SELECT rows_read, rows_written, rows_rejected, rows_filtered, committed_at FROM flow.runs WHERE run_id = $1", cancel, runId);
        return rows is [[long read, long written, long rejected, long filtered, DateTime committed]]
            ? new CommittedRun(new RunTotals(read, written, rejected, filtered), new DateTimeOffset(committed, TimeSpan.Zero))
            : null;
    }

    public static Task RecordAsync(
        PostgresSession session, BatchRun run, RunTotals totals, IEnumerable<string> appended, CancellationToken cancel) =>
        session.ExecuteAsync(
            Insert,
            cancel,
            run.Id,
            run.ProgramName,
            run.Pipeline.Name,
            run.Interval?.Start.UtcDateTime,
            run.Interval?.End.UtcDateTime,
            run.Attempt,
            run.SourceHash,
            totals.Read,
            totals.Written,
            totals.Rejected,
            totals.Filtered,
            appended.Order(StringComparer.Ordinal).ToArray(),
            run.StartedAt.UtcDateTime);

    internal sealed record Earlier(ImmutableArray<string> RunIds, ImmutableHashSet<string> Appended);
}
