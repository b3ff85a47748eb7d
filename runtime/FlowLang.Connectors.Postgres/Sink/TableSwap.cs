using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Puts a new table in an old one's place: same name, columns, defaults, checks, indexes, comments, owner and grants. Only for tables on
/// which
/// nothing else hangs; for others <see cref="EmptyAsync"/>.
/// </summary>
internal sealed class TableSwap(PostgresSession session, LiveTable old, TableName newName)
{
    private readonly List<string> _renames = [];

    public TableName NewName => newName;

    /// <summary>
    /// False where dropping the table would take something along, or where the copy would lack something: views, rules, functions of its
    /// row
    /// type, foreign keys, triggers, policies, publications, inheritance, identity or owned sequences, statistics, other options.
    /// </summary>
    public static async Task<bool> CanReplaceAsync(PostgresSession session, LiveTable table, CancellationToken cancel) =>
        table.Kind == 'r' && await session.ScalarAsync(SwapSql.CanReplace, cancel, (long)table.Oid) is true;

    /// <summary>Empties the table in place: TRUNCATE, or DELETE where foreign keys or privileges forbid it.</summary>
    public static async Task EmptyAsync(PostgresSession session, LiveTable table, CancellationToken cancel)
    {
        bool truncate = await session.ScalarAsync(
            """
            SELECT has_table_privilege($1::oid, 'TRUNCATE')
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = $1::oid AND contype = 'f' AND conrelid <> confrelid)
            """,
            cancel,
            (long)table.Oid) is true;
        await session.ExecuteAsync(truncate ? $"TRUNCATE {table.Name.Quoted}" : $"DELETE FROM {table.Name.Quoted}", cancel);
    }

    /// <summary>Makes the new table, without indexes: they are cheaper after the rows.</summary>
    public Task CreateAsync(CancellationToken cancel) => session.ExecuteAsync(
        $"CREATE TABLE {newName.Quoted} (LIKE {old.Name.Quoted} INCLUDING ALL EXCLUDING INDEXES)", cancel);

    /// <summary>Builds the old table's indexes on the new one, under names of their own for now.</summary>
    public async Task IndexAsync(CancellationToken cancel)
    {
        var rows = await session.RowsAsync(SwapSql.Indexes, cancel, (long)old.Oid);
        for (int i = 0; i < rows.Length; i++)
        {
            (string name, string start, string rest, string? kind) =
                ($"{rows[i][0]}", $"{rows[i][1]}", $"{rows[i][2]}", rows[i][3]?.ToString());
            string temporary = Sql.Name($"{newName.Name}_{i + 1}");
            await session.ExecuteAsync($"{start} {temporary} ON {newName.Quoted}{rest}", cancel);
            _renames.Add(kind is null
                ? $"ALTER INDEX {Sql.Name(old.Name.Schema)}.{temporary} RENAME TO {Sql.Name(name)}"
                : $"ALTER TABLE {old.Name.Quoted} ADD CONSTRAINT {Sql.Name(name)} {kind} USING INDEX {temporary}");
        }
    }

    /// <summary>Drops the old table and gives its name, owner, grants and comment to the new one; readers wait only for this.</summary>
    public async Task SwapAsync(CancellationToken cancel)
    {
        await session.ExecuteAsync($"LOCK TABLE {old.Name.Quoted} IN ACCESS EXCLUSIVE MODE", cancel);
        ImmutableArray<string> statements = await AttributesAsync(cancel);
        await session.ExecuteAsync($"DROP TABLE {old.Name.Quoted}", cancel);
        await session.ExecuteAsync($"ALTER TABLE {newName.Quoted} RENAME TO {Sql.Name(old.Name.Name)}", cancel);
        foreach (string statement in _renames.Concat(statements))
        {
            await session.ExecuteAsync(statement, cancel);
        }
    }

    private async Task<ImmutableArray<string>> AttributesAsync(CancellationToken cancel)
    {
        var rows = await session.RowsAsync(SwapSql.Attributes, cancel, (long)old.Oid, newName.Quoted, old.Name.Quoted);
        return [.. rows.Select(r => $"{r[0]}")];
    }
}
