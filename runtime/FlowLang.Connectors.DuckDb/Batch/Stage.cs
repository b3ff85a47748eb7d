using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A relation that is computed once, split into kept and rejected rows, checked, and then read by what follows.</summary>
public sealed record Stage(string Relation)
{
    /// <summary>A SELECT: the declared columns, then, if there are sites, the flag columns.</summary>
    public required string Sql { get; init; }

    public required ImmutableArray<Column> Columns { get; init; }

    public ImmutableArray<FailureSite> Sites { get; init; } = [];

    /// <summary>Filters whose rows the query does not give; they are counted and belong to the rows read.</summary>
    public ImmutableArray<FilterCount> Filters { get; init; } = [];

    /// <summary>Where its rejected rows go; null discards them (they are counted).</summary>
    public BatchSink? Rejects { get; init; }

    /// <summary>Checked after the split; <see cref="Severity.Fail"/> fails the run.</summary>
    public ImmutableArray<ExpectationCheck> Expectations { get; init; } = [];

    /// <summary>
    /// The relations whose rows the query maps one to one (one name), so that the source's own count must equal the rows handed over; null
    /// where joins, aggregates or the like make it another number.
    /// </summary>
    public string? RowsFrom { get; init; }
}
