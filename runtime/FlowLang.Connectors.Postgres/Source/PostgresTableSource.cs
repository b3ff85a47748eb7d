using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A table, view or foreign table as a source.</summary>
internal sealed class PostgresTableSource(PostgresConnection connection, TableName table, ImmutableArray<Column> columns)
    : PostgresSource(connection, columns)
{
    public override string Name => $"{Connection.Name}.table(\"{table}\")";

    internal override string From => table.Quoted;

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
