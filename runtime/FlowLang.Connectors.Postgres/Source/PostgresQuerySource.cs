using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A query in PostgreSQL's SQL as a source.</summary>
internal sealed class PostgresQuerySource(PostgresConnection connection, string sql, ImmutableArray<Column> columns)
    : PostgresSource(connection, columns)
{
    private readonly string _sql = sql.Trim().TrimEnd(';');

    public override string Name => $"{Connection.Name}.query(…)";

    internal override string From => $"({_sql}\n) AS q";

    protected override Task<ImmutableArray<LiveColumn>> DescribeAsync(PostgresSession session, CancellationToken cancel) =>
        QueryReader.DescribeAsync(session, _sql, cancel);
}
