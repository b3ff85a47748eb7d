using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>The engine's table that a source fills, and the view with the relation's own types over it.</summary>
internal sealed record SourceTable(string Relation, ImmutableArray<SourceField> Fields)
{
    public string Name => $"__pg_{Relation}";

    public string Create =>
        $"CREATE TEMP TABLE {Sql.Name(Name)} "
        + $"({string.Join(", ", Fields.Select(f => $"{Sql.Name(f.Column.Name)} {DuckDbTypes.Name(f.Stored)}"))})";

    public string View =>
        $"CREATE TEMP VIEW {Sql.Name(Relation)} AS SELECT {string.Join(", ", Fields.Select(f => f.View))} FROM {Sql.Name(Name)}";
}
