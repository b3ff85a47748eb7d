using System.Collections.Immutable;
using System.Globalization;

namespace FlowLang.Connectors.Postgres;

/// <summary>Reads a table's shape from the catalog.</summary>
internal static class TableReader
{
    private const string Columns = """
        SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
               coalesce(a.attnum = ANY (k.conkey), false), a.atthasdef OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a'
        FROM pg_attribute a
        LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'p'
        WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    /// <summary>The table, or null when there is none of that name.</summary>
    public static async Task<LiveTable?> ReadAsync(PostgresSession session, TableName name, CancellationToken cancel)
    {
        var found = await session.RowsAsync(
            """
            SELECT c.oid, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """,
            cancel,
            name.Schema,
            name.Name);
        if (found.IsEmpty)
        {
            return null;
        }

        uint oid = Convert.ToUInt32(found[0][0], CultureInfo.InvariantCulture);
        var rows = await session.RowsAsync(Columns, cancel, (long)oid);
        return new LiveTable(name, oid, $"{found[0][1]}"[0], [.. rows.Select(Column)]);
    }

    private static CatalogColumn Column(object?[] row) =>
        new($"{row[0]}", $"{row[1]}", row[2] is true, row[3] is true, row[4] is true, row[5] is true);
}
