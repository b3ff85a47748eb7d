using System.Globalization;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// How many rows the server itself counted into a table in the running transaction (pg_stat_get_xact_tuples_inserted), partitions included:
/// an account of its own beside the number of rows sent, at no cost.
/// </summary>
internal static class StoredRows
{
    public static async Task<long> OfAsync(PostgresSession session, string table, long sent, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            """
            SELECT current_setting('track_counts'), coalesce(sum(pg_stat_get_xact_tuples_inserted(r)), 0)::bigint
            FROM (SELECT to_regclass($1)::oid UNION SELECT relid FROM pg_partition_tree(to_regclass($1))) AS t(r)
            """,
            cancel,
            table);
        return $"{rows[0][0]}" == "on" ? Convert.ToInt64(rows[0][1], CultureInfo.InvariantCulture) : sent;
    }
}
