using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>A <c>where</c> that is part of a query, so that no row that it takes comes out of it.</summary>
/// <param name="Site">What a report says of it.</param>
/// <param name="Sql">How many rows it takes: one row of one column.</param>
public sealed record FilterCount(FailureSite Site, string Sql);
