using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Rows of a query in the database itself. Flagged ones are split off in a temporary table, from one evaluation.</summary>
internal sealed class QueryFeed(
    PostgresBatch batch, string relation, string sql, ImmutableArray<Column> columns, ImmutableArray<FailureSite> sites)
    : TableFeed(batch.Run, columns)
{
    /// <summary>Where the rows went; null until they were taken.</summary>
    public RowAccount? Account { get; private set; }

    /// <summary>The rejected rows; null where none can be.</summary>
    public string? RejectsSql { get; private set; }

    public override async Task<long> FillAsync(PostgresSession session, string table, bool isFresh, CancellationToken cancel)
    {
        string rows = sites.IsEmpty ? $"({sql}\n) AS rows" : (await SplitAsync(cancel)).Kept;
        string names = string.Join(", ", Columns.Select(c => Sql.Name(c.Name)));
        long stored = await session.ExecuteAsync(
            $"INSERT INTO {table} ({names}) SELECT {string.Join(", ", Columns.Select(Stored))} FROM {rows}", cancel);
        Account ??= new RowAccount(stored, stored, []);
        return stored;
    }

    public override async Task<StagedRows> StageAsync(PostgresTransaction transaction, CancellationToken cancel)
    {
        FlaggedTable split = await SplitAsync(cancel);
        string view = Sql.Name(batch.FreshName(relation));
        string values = string.Join(", ", Columns.Select(c => $"{Stored(c)} AS {Sql.Name(c.Name)}"));
        await batch.Session.ExecuteAsync($"CREATE TEMP VIEW {view} AS SELECT {values} FROM {split.Kept}", cancel);
        return new StagedRows(view, split.Account.Kept);
    }

    private async Task<FlaggedTable> SplitAsync(CancellationToken cancel)
    {
        FlaggedTable split = await FlaggedTable.CreateAsync(batch, relation, sql, Columns, sites, cancel);
        (Account, RejectsSql) = (split.Account, split.RejectsSql);
        return split;
    }

    /// <summary>-0 becomes 0 in a sink.</summary>
    private static string Stored(Column column) => column.Type.Kind is ColumnKind.Float32 or ColumnKind.Float64
        ? $"{Sql.Name(column.Name)} + 0"
        : Sql.Name(column.Name);
}
