using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table at one snapshot, as a cursor remembers it; transactions by their 64-bit numbers (xid8).</summary>
/// <param name="Identity">Of the server, the database and the table: transactions are numbered anew in another one.</param>
/// <param name="Horizon">All transactions with lower numbers had ended, so the snapshot sees whatever they committed.</param>
/// <param name="Next">No transaction that the snapshot sees has this number or a higher one.</param>
public sealed record TablePlace(string Identity, ulong Horizon, ulong Next)
{
    internal static async Task<TablePlace> OfAsync(PostgresSession session, TableName table, CancellationToken cancel)
    {
        // A copy of the server's files (a standby that was promoted) goes on with its numbers, and keeps the identifier.
        string server = await session.ScalarAsync("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')", cancel) is true
            ? $"{await session.ScalarAsync("SELECT system_identifier::text FROM pg_control_system()", cancel)}"
            : "";
        var rows = await session.RowsAsync(
            """
            SELECT c.relkind::text, format('%s/%s', d.oid, c.oid), pg_snapshot_xmin(pg_current_snapshot())::text,
              pg_snapshot_xmax(pg_current_snapshot())::text
            FROM pg_class c, pg_database d WHERE c.oid = to_regclass($1) AND d.datname = current_database()
            """,
            cancel,
            table.Quoted);
        return rows is [[string and ("r" or "p" or "m"), string own, string horizon, string next]]
            ? new TablePlace(
                $"{server}/{own}", ulong.Parse(horizon, CultureInfo.InvariantCulture), ulong.Parse(next, CultureInfo.InvariantCulture))
            : throw new FlowException(new FlowError(
                "RT7014",
                $"{table} in {session.Target} is a view or a foreign table, whose rows say of no transaction",
                "`cursor: transaction` reads what transactions wrote since the last run",
                "read the table behind it, or take the cursor out")
            {
                Kind = ErrorKind.Schema,
            });
    }

    /// <summary>
    /// The condition for rows that transactions since <paramref name="horizon"/> wrote; null where all rows have to be read. A row has the
    /// lower 32 bits of its transaction's number (also when it is frozen): counted from the horizon they are exact for the next 2^32
    /// transactions. An old row of an earlier turn of the counter may be taken again, a new one is never left out.
    /// </summary>
    public string? Since(ulong horizon) => horizon > Next || Next - horizon >= 1UL << 31
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"mod(t.xmin::text::bigint - {horizon % (1UL << 32)} + 4294967296, 4294967296) < {Next - horizon}");
}
