using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql;

/// <summary>A query as SQL: the declared columns, then, where <paramref name="Sites"/> are, the flag columns.</summary>
/// <param name="Columns">The declared columns.</param>
/// <param name="RowsFrom">The relation whose rows it hands over one by one, all of them; null where their number is another.</param>
public sealed record EmittedQuery(string Sql, ImmutableArray<RowField> Columns, ImmutableArray<FailureSite> Sites, string? RowsFrom)
{
    /// <summary>Filters that are a WHERE of the query, whose other rows are counted apart.</summary>
    public ImmutableArray<EmittedCount> Counts { get; init; } = [];
}

/// <param name="Site">The filter; its number is 0, as no row has it.</param>
/// <param name="Sql">How many rows it takes: one row of one column.</param>
public sealed record EmittedCount(FailureSite Site, string Sql);
