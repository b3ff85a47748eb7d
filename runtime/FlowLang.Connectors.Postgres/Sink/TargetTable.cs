using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The table of a write: compared with the program, and made to fit as far as the write's options allow.</summary>
internal sealed class TargetTable(PostgresSession session, TableName name, TableOptions options, PipelineDefinition pipeline)
{
    private LiveTable? _live;

    /// <summary>Set by <see cref="CompareAsync"/>: the table as it was found, or null.</summary>
    public LiveTable? Live => _live;

    public TableName Name => name;

    /// <summary>Throws unless a write with these columns can go ahead; changes nothing. Returns the columns to be added.</summary>
    public async Task<ImmutableArray<Column>> CompareAsync(ImmutableArray<Column> columns, CancellationToken cancel)
    {
        _live = await TableReader.ReadAsync(session, name, cancel);
        if (_live is not { } live)
        {
            return options.Create == TableCreation.Never ? throw new FlowException(Missing()) : [];
        }

        if (!live.CanBeWritten)
        {
            throw new FlowException(NoTable());
        }

        SchemaComparison comparison = SchemaComparison.ForWriting(live, columns);
        IEnumerable<string> missing = options.OnSchemaChange == SchemaChange.Fail
            ? comparison.Missing.Select(SchemaComparison.MissingText)
            : [];
        string[] differences = [.. comparison.Differences, .. missing];
        if (differences.Length > 0)
        {
            throw SchemaComparison.Failure($"table {name} in {session.Target}", differences, pipeline);
        }

        if (options.Mode == WriteMode.Upsert)
        {
            await RequireKeyAsync(live, columns, cancel);
        }
        else if (options.History is { } history)
        {
            await RequireCurrentKeyAsync(live, columns, history, cancel);
        }

        return comparison.Missing;
    }

    /// <summary>Creates the schema and table, or adds columns, inside the running transaction. True when the table is new.</summary>
    public async Task<bool> EnsureAsync(ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ImmutableArray<Column> missing = await CompareAsync(columns, cancel);
        if (_live is null)
        {
            // Two first runs may want one schema or table: the second waits for the first one's commit, and finds it.
            await session.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancel, LockKey.Of("create", name.Schema));
            missing = await CompareAsync(columns, cancel);
        }

        if (_live is null)
        {
            await CreateAsync(columns, cancel);
            return true;
        }

        foreach (Column column in missing)
        {
            // Rows that are already there have no value for it, so it is nullable whatever the program says.
            await session.ExecuteAsync(
                $"ALTER TABLE {name.Quoted} ADD COLUMN {Sql.Name(column.Name)} {PostgresTypes.Name(column.Type)}", cancel);
        }

        return false;
    }

    private async Task CreateAsync(ImmutableArray<Column> columns, CancellationToken cancel)
    {
        if (await session.ScalarAsync("SELECT 1 FROM pg_namespace WHERE nspname = $1", cancel, name.Schema) is null)
        {
            await session.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {Sql.Name(name.Schema)}", cancel);
        }

        string[] keys = [.. columns.Where(c => c.IsKey).Select(c => Sql.Name(c.Name))];
        string primary = keys.Length > 0 ? $", PRIMARY KEY ({string.Join(", ", keys)})" : "";
        string definitions = string.Join(
            ", ", columns.Select(c => $"{Sql.Name(c.Name)} {PostgresTypes.Name(c.Type)}{(c.Nullable ? "" : " NOT NULL")}"));
        string check = options.History is { } h ? $", CHECK ({Sql.Name(h.ValidFrom)} < {Sql.Name(h.ValidTo)})" : "";
        await session.ExecuteAsync($"CREATE TABLE {name.Quoted} ({definitions}{primary}{check})", cancel);
        if (options.History is { } history)
        {
            await session.ExecuteAsync(CurrentIndex(columns, history), cancel);
        }

        _live = await TableReader.ReadAsync(session, name, cancel);
    }

    private async Task RequireKeyAsync(LiveTable live, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        string[] keys = [.. columns.Where(c => c.IsKey).Select(c => c.Name)];
        object? found = await session.ScalarAsync(
            """
            SELECT 1 FROM pg_index i
            WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
              AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text) FROM pg_attribute a
                   WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) = $2::text[]
            """,
            cancel,
            (long)live.Oid,
            keys.Order(StringComparer.Ordinal).ToArray());
        if (found is null)
        {
            string list = string.Join(", ", keys);
            throw new FlowException(new FlowError(
                "RT6018",
                $"table {name} in {session.Target} has no unique index on exactly ({list})",
                "`mode: upsert` needs one to find the row of a key",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ALTER TABLE {name.Quoted} ADD PRIMARY KEY ({string.Join(", ", keys.Select(Sql.Name))})"),
                pipeline.File,
                pipeline.Line)
            {
                Kind = ErrorKind.Schema,
            });
        }
    }

    // One current version a key, whatever else writes to the table.
    private async Task RequireCurrentKeyAsync(
        LiveTable live, ImmutableArray<Column> columns, HistoryOptions history, CancellationToken cancel)
    {
        object? found = await session.ScalarAsync(
            """
            SELECT 1 FROM pg_index i
            WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indexprs IS NULL
              AND trim(both '()' FROM pg_get_expr(i.indpred, i.indrelid)) = quote_ident($3::text)
              AND (SELECT array_agg(a.attname::text ORDER BY a.attname::text) FROM pg_attribute a
                   WHERE a.attrelid = i.indrelid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) = $2::text[]
            """,
            cancel,
            (long)live.Oid,
            HistoryKey(columns, history).Order(StringComparer.Ordinal).ToArray(),
            history.IsCurrent);
        if (found is null)
        {
            throw new FlowException(new FlowError(
                "RT7011",
                $"table {name} in {session.Target} has no unique index on the key of current versions",
                "`mode: scd2` keeps one current row a key, and the index holds others to it too",
                CurrentIndex(columns, history),
                pipeline.File,
                pipeline.Line)
            {
                Kind = ErrorKind.Schema,
            });
        }
    }

    private string CurrentIndex(ImmutableArray<Column> columns, HistoryOptions history) =>
        $"CREATE UNIQUE INDEX ON {name.Quoted} ({string.Join(", ", HistoryKey(columns, history).Select(Sql.Name))}) "
        + $"WHERE {Sql.Name(history.IsCurrent)}";

    private static IEnumerable<string> HistoryKey(ImmutableArray<Column> columns, HistoryOptions history) =>
        columns.Where(c => c.IsKey && c.Name != history.ValidFrom).Select(c => c.Name);

    private FlowError Missing() => new(
        "RT6012", $"table {name} does not exist in {session.Target}", "the write says `create: never`",
        "create it, or say `create: if_missing`",
        pipeline.File, pipeline.Line)
    {
        Kind = ErrorKind.Schema,
    };

    private FlowError NoTable() => new(
        "RT6012", $"{name} in {session.Target} is not a table", "it is a view or a foreign table", "write to a table", pipeline.File,
        pipeline.Line)
    {
        Kind = ErrorKind.Schema,
    };
}
