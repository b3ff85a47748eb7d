using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Reads what the catalog knows of captured tables, and refuses those that can't be followed.</summary>
internal sealed class CaptureCatalog(PostgresSession session)
{
    private readonly TypeForms _forms = new(session);

    private const string Columns = """
        SELECT a.attname::text, a.atttypid::int8, a.atttypmod, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
               a.attstorage IN ('x', 'e'), a.attgenerated <> ''
        FROM pg_attribute a
        WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    private const string Key = """
        SELECT a.attname::text
        FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indrelid = $1::oid AND CASE WHEN $2 THEN i.indisreplident ELSE i.indisprimary END AND k.place <= i.indnkeyatts
        ORDER BY k.place
        """;

    /// <exception cref="FlowException">There is no such table, or it can't be followed.</exception>
    public async Task<CapturedTable> ReadAsync(CaptureTable wanted, PipelineDefinition pipeline, CancellationToken cancel)
    {
        var name = TableName.Parse(wanted.Name);
        var found = await session.RowsAsync(
            """
            SELECT c.oid::int8, c.relkind::text, c.relreplident::text, c.relpersistence::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2
            """, cancel, name.Schema, name.Name);
        if (found is not [[long oid, string kind, string identity, string persistence]] || kind is not ("r" or "p") || persistence != "p")
        {
            throw new FlowException(CaptureErrors.NoTable(session.Target, name, found.IsEmpty));
        }

        var key = await session.RowsAsync(Key, cancel, oid, identity == "i");
        if (identity == "n" || (identity is "d" or "i" && key.IsEmpty))
        {
            throw new FlowException(CaptureErrors.NoIdentity(session.Target, name, identity == "n"));
        }

        ImmutableArray<CapturedColumn> columns = await ColumnsAsync(name, oid, wanted, cancel);
        CapturedTable table = new(name, (uint)oid, identity[0], [.. key.Select(row => $"{row[0]}")], columns);
        Compare(table, wanted, pipeline);
        return table;
    }

    /// <summary>As <see cref="ReadAsync"/> has it, without what the program says: what a table is now.</summary>
    public async Task<ImmutableArray<CapturedColumn>> ColumnsAsync(
        TableName name, long oid, CaptureTable? wanted, CancellationToken cancel)
    {
        var columns = ImmutableArray.CreateBuilder<CapturedColumn>();
        foreach (object?[] row in await session.RowsAsync(Columns, cancel, oid))
        {
            string column = $"{row[0]}";
            if (row[6] is true)
            {
                if (wanted?.Columns.Any(c => c.Name == column) == true)
                {
                    throw new FlowException(CaptureErrors.Generated(session.Target, name, column));
                }

                continue; // Logical replication has no generated columns.
            }

            ValueForm form = await _forms.OfAsync(TypeForms.Oid(row[1]), cancel)
                ?? throw new FlowException(CaptureErrors.NoForm(session.Target, name, column, $"{row[3]}"));
            columns.Add(new CapturedColumn(
                column, TypeForms.Oid(row[1]), Convert.ToInt32(row[2], CultureInfo.InvariantCulture), $"{row[3]}", row[4] is true,
                row[5] is true, form));
        }

        return columns.ToImmutable();
    }

    private static void Compare(CapturedTable table, CaptureTable wanted, PipelineDefinition pipeline)
    {
        ImmutableArray<LiveColumn> live =
            [.. table.Columns.Select(c => new LiveColumn(c.Name, PostgresTypes.Parse(c.NativeType), c.NativeType, c.Nullable))];
        ImmutableArray<string> differences = SchemaComparison.ForReading(live, wanted.Columns);
        if (!differences.IsEmpty)
        {
            throw SchemaComparison.Failure($"table {table.Name}", differences, pipeline);
        }
    }
}
