using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>A source as a relation of the transaction: a view with the program's types, after its rows were counted and tested.</summary>
internal sealed class SourceView(PostgresSession session, PostgresSource source, ImmutableArray<LiveColumn> live)
{
    /// <summary>Texts are compared by code point whatever the column's collation; documents are jsonb.</summary>
    public Task CreateAsync(string relation, CancellationToken cancel) => session.ExecuteAsync(
        $"CREATE TEMP VIEW {Sql.Name(relation)} AS SELECT {string.Join(", ", source.Columns.Select(Selected))} FROM {source.From}", cancel);

    /// <summary>
    /// The rows of the source. What its columns may hold and the program's types may not ends the run, as with the embedded engine.
    /// </summary>
    public Task<long> CountAsync(CancellationToken cancel) =>
        SourceConditions.RequireAsync(session, SourceConditions.Of(source.Columns, live), source.From, cancel);

    private static string Selected(Column column)
    {
        string name = Sql.Name(column.Name);
        return column.Type.Kind switch
        {
            ColumnKind.Text => $"CAST({name} AS text) COLLATE \"C\" AS {name}",
            ColumnKind.Json or ColumnKind.Struct or ColumnKind.Map or ColumnKind.List =>
                $"CAST({name} AS {PostgresTypes.Name(column.Type)}) AS {name}",
            _ => name,
        };
    }
}
