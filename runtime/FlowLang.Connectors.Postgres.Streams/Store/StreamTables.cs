using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The tables of schema <c>flow</c> that belong to stream pipelines: how far each partition was processed and who owns it, the state of
/// operators as a log, and what that state means.
/// </summary>
internal static class StreamTables
{
    /// <summary>Held while the tables are created, so that two first runs don't collide.</summary>
    private const long CreationLock = 0x666c_6f77_2e73_7472;

    private const string Work = "keep the positions and the state of streams";

    public const string Definition = """
        CREATE TABLE IF NOT EXISTS flow.stream_offsets (
          pipeline text NOT NULL,
          topic text NOT NULL,
          partition integer NOT NULL,
          owner text,
          epoch bigint NOT NULL,
          next_offset bigint,
          watermark bigint,
          round bigint NOT NULL DEFAULT 0,
          committed_at timestamptz,
          PRIMARY KEY (pipeline, topic, partition)) WITH (fillfactor = 50);
        COMMENT ON TABLE flow.stream_offsets IS
          'how far FlowLang streams have processed their topics; moves with the rows of a round, fenced by epoch';
        CREATE TABLE IF NOT EXISTS flow.stream_state (
          pipeline text NOT NULL,
          operator text NOT NULL,
          key_group integer NOT NULL,
          number bigint GENERATED ALWAYS AS IDENTITY,
          entries bytea NOT NULL,
          PRIMARY KEY (pipeline, operator, key_group, number));
        COMMENT ON TABLE flow.stream_state IS 'state of FlowLang streams: what changed, round by round';
        CREATE TABLE IF NOT EXISTS flow.stream_operators (
          pipeline text NOT NULL,
          operator text NOT NULL,
          shape text NOT NULL,
          PRIMARY KEY (pipeline, operator));
        COMMENT ON TABLE flow.stream_operators IS 'what the state of FlowLang streams means: another program must agree to go on with it';
        """;

    public static async Task<bool> ExistAsync(PostgresSession session, CancellationToken cancel) =>
        await session.ScalarAsync("SELECT to_regclass('flow.stream_operators')::text", cancel) is not null;

    /// <exception cref="FlowException">One instance stored what several would go on with, or the other way round.</exception>
    public static async Task RequireSameInstancesAsync(PostgresSession session, StreamRun run, CancellationToken cancel)
    {
        object? other = await session.ScalarAsync(
            """
            SELECT 1 FROM flow.stream_offsets WHERE next_offset IS NOT NULL AND CASE WHEN $2 THEN pipeline = $1
              ELSE starts_with(pipeline, $1 || '.') AND substr(pipeline, length($1) + 2) ~ '^[0-9]+$' END LIMIT 1
            """,
            cancel,
            run.Whole,
            run.Shard is not null);
        if (other is not null)
        {
            throw new FlowException(StreamErrors.OtherInstances(run.Whole, wasSharded: run.Shard is null));
        }
    }

    /// <exception cref="FlowException">The user may not make the tables.</exception>
    public static async Task RequireCreationAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await Privileges.CreationInFlowAsync(session, cancel) is { } missing)
        {
            throw Privileges.Missing(session, Work, missing);
        }
    }

    /// <exception cref="FlowException">The tables are there, and the user may not use them.</exception>
    public static async Task RequireUseAsync(PostgresSession session, CancellationToken cancel)
    {
        object? missing = await session.ScalarAsync(
            """
            SELECT format(CASE WHEN has_schema_privilege('flow', 'USAGE') THEN 'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I'
              ELSE 'GRANT USAGE ON SCHEMA flow TO %2$I' END, string_agg(t, ', '), current_user)
            FROM unnest(ARRAY['flow.stream_offsets', 'flow.stream_state', 'flow.stream_operators']) AS t
            WHERE EXISTS (SELECT FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p
              WHERE NOT has_schema_privilege('flow', 'USAGE') OR NOT has_table_privilege(t, p))
            HAVING count(*) > 0
            """,
            cancel);
        if (missing is string grant)
        {
            throw Privileges.Missing(session, Work, grant);
        }
    }

    public static async Task EnsureAsync(PostgresSession session, CancellationToken cancel)
    {
        if (!await ExistAsync(session, cancel))
        {
            await RequireCreationAsync(session, cancel);
            await session.ExecuteAsync("SELECT pg_advisory_lock($1)", cancel, CreationLock);
            await session.ExecuteAsync(await RunLedger.SchemaAsync(session, cancel) + Definition, cancel);
            await session.ExecuteAsync("SELECT pg_advisory_unlock($1)", cancel, CreationLock);
        }
    }
}
