using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A <c>write</c> of a pipeline: a query to a sink, its rejected rows to another.</summary>
public sealed record WriteRequest(string Relation)
{
    /// <summary>A SELECT: the declared columns, then, if there are sites, the flag columns.</summary>
    public required string Sql { get; init; }

    public required ImmutableArray<Column> Columns { get; init; }

    public required BatchSink Sink { get; init; }

    /// <summary>Whether <see cref="Sql"/> ends in the order that rows are to have at the sink.</summary>
    public bool IsOrdered { get; init; }

    public ImmutableArray<FailureSite> Sites { get; init; } = [];

    /// <summary>Filters whose rows the query does not give; they are counted and belong to the rows read.</summary>
    public ImmutableArray<FilterCount> Filters { get; init; } = [];

    /// <summary>Where rejected rows go; null discards them (they are counted).</summary>
    public BatchSink? Rejects { get; init; }

    /// <inheritdoc cref="Stage.RowsFrom"/>
    public string? RowsFrom { get; init; }
}
