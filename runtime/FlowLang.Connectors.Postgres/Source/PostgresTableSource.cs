using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table, view or foreign table as a source; a table can be followed from run to run.</summary>
internal sealed class PostgresTableSource(PostgresConnection connection, TableName table, ImmutableArray<Column> columns)
    : PostgresSource(connection, columns)
{
    private SourceCursor? _cursor;
    private string? _changed;

    public override string Name => $"{Connection.Name}.table(\"{table}\")";

    internal override string From => _changed ?? table.Quoted;

    internal override string? WholeTable => _changed is null ? table.Quoted : null;

    internal override bool IsFollowed => _cursor is not null;

    public void Follow(SourceCursor cursor) => _cursor = cursor;

    internal override Task PrepareAsync(BatchRun run, CancellationToken cancel) =>
        _cursor is { } cursor && !run.DryRun ? cursor.LockAsync(run, cancel) : Task.CompletedTask;

    protected override async Task ChooseRowsAsync(PostgresSession session, BatchRun run, CancellationToken cancel)
    {
        if (_cursor is not { } cursor)
        {
            return;
        }

        TablePlace place = await TablePlace.OfAsync(session, table, cancel);
        if (!run.DryRun && await cursor.MoveAsync(place, run, cancel) is { } condition)
        {
            string list = string.Join(", ", Columns.Select(c => Sql.Name(c.Name)));
            _changed = $"(SELECT {list} FROM {table.Quoted} AS t WHERE {condition}) AS changed";
        }
    }

    protected override async Task<ImmutableArray<LiveColumn>> DescribeAsync(PostgresSession session, CancellationToken cancel)
    {
        LiveTable? live = await TableReader.ReadAsync(session, table, cancel);
        return live?.LiveColumns ?? throw new FlowException(new FlowError(
            "RT6012", $"table {table} does not exist in {session.Target}", null, "create it, or correct its name (case counts)")
        {
            Kind = ErrorKind.Schema,
        });
    }
}
