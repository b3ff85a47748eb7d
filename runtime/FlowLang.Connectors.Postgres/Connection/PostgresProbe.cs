using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A PostgreSQL connection: reached, new enough and, where a pipeline writes to it, open to writes and to the ledger.</summary>
/// <param name="connection">Makes it; throws where its secret has no value.</param>
public sealed class PostgresProbe(string name, Func<PostgresConnection> connection, bool writes) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override async Task<string> CheckAsync(CancellationToken cancel)
    {
        await using PostgresSession session = await connection().OpenAsync("flow doctor", cancel);
        return await session.GuardAsync($"looking at {name}", async () =>
        {
            string ledger = writes ? await LedgerAsync(session, cancel) : "";
            var zones = await session.RowsAsync(
                $"""
                SELECT release FROM (VALUES {ZoneDataRelease.SqlValues}) AS v(release, zone, instant, clock)
                JOIN pg_timezone_names AS n ON n.name = zone
                WHERE timezone(n.name, instant::timestamptz) = clock::timestamp
                """,
                cancel);
            string release = ZoneDataRelease.Describe(zones.Select(r => $"{r[0]}"));
            PostgresTarget target = session.Target;
            return $"PostgreSQL {session.ServerVersion} at {target.Host}:{target.Port}, database {target.Database ?? target.User}, "
                + $"{release}{ledger}";
        });
    }

    /// <summary>
    /// Schema <c>flow</c> with the ledger and the functions that the SQL calls, and the right to use them. The right to create there stands
    /// apart: only pipelines that bring rows from elsewhere need it.
    /// </summary>
    public override string? Grants(string sql)
    {
        if (!writes)
        {
            return null;
        }

        PostgresTarget target = connection().Target;
        string user = Sql.Name(target.User ?? "");
        return $"""
            -- connection {target.Connection}: as an administrator of database {target.Database ?? target.User}
            BEGIN;
            {RunLedger.Creation}{ServerFunctions.CreationOf(ServerFunctions.Of([sql]))}
            GRANT USAGE ON SCHEMA flow TO {user};
            GRANT SELECT, INSERT, UPDATE ON flow.runs, flow.cursors TO {user};
            GRANT SELECT, INSERT, DELETE ON flow.fences TO {user};
            GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA flow TO {user};
            -- Only where a pipeline that does not run `on {target.Connection}` writes there: its rows are staged in the schema.
            -- GRANT CREATE ON SCHEMA flow TO {user};
            COMMIT;
            """;
    }

    private static async Task<string> LedgerAsync(PostgresSession session, CancellationToken cancel)
    {
        if (await session.ScalarAsync("SHOW transaction_read_only", cancel) is "on")
        {
            throw new FlowException(ServerErrors.ReadOnly(session.Target, "write to it", "it takes no writes"));
        }

        await Privileges.RequireLedgerAsync(session, cancel);
        return await RunLedger.ExistsAsync(session, cancel)
            ? ", has the ledger flow.runs"
            : ", the first run creates the ledger flow.runs";
    }
}
