using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>What streams need of a PostgreSQL connection beside the tables that they write or capture.</summary>
/// <param name="connection">Makes it; throws where its secret has no value.</param>
/// <param name="writes">Streams write to it, and keep their positions and state there.</param>
/// <param name="captures">Changes are read from it.</param>
public sealed class StreamsProbe(string name, Func<PostgresConnection> connection, bool writes, bool captures) : HealthProbe
{
    public override string Name => $"streams of {name}";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        await using PostgresSession session = await connection().OpenAsync("flow doctor", cancel);
        return await session.GuardAsync($"looking at {name}", async () =>
        {
            List<string> found = [];
            if (writes)
            {
                found.Add(await StateAsync(session, cancel));
            }

            if (captures)
            {
                await CaptureStart.RequireReplicationAsync(session, cancel);
                var slots = await session.RowsAsync(
                    "SELECT count(*)::text, current_setting('max_replication_slots') FROM pg_replication_slots", cancel);
                found.Add($"wal_level logical, {slots[0][0]} of {slots[0][1]} slots taken");
            }

            return string.Join(", ", found);
        });
    }

    public override string? Grants(string sql)
    {
        PostgresTarget target = connection().Target;
        string user = Sql.Name(target.User ?? "");
        IEnumerable<string> state = writes
            ? [StreamTables.Definition,
                $"GRANT SELECT, INSERT, UPDATE, DELETE ON flow.stream_offsets, flow.stream_state, flow.stream_operators TO {user};"]
            : [];
        IEnumerable<string> positions = captures
            ? [CapturePositions.Definition, $"GRANT SELECT, INSERT, UPDATE ON flow.captures TO {user};", $"ALTER ROLE {user} REPLICATION;"]
            : [];
        return $"""
            -- streams of connection {target.Connection}: as an administrator of database {target.Database ?? target.User}
            BEGIN;
            CREATE SCHEMA IF NOT EXISTS flow;
            {string.Join('\n', [.. state, .. positions])}
            GRANT USAGE ON SCHEMA flow TO {user};
            COMMIT;
            """;
    }

    private static async Task<string> StateAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await StreamTables.ExistAsync(session, cancel))
        {
            return "has flow.stream_offsets";
        }

        await StreamTables.RequireCreationAsync(session, cancel);
        return "the first start creates flow.stream_offsets";
    }
}
