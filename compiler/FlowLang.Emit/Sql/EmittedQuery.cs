using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql;

/// <summary>A query as SQL: the declared columns, then, where <paramref name="Sites"/> are, the flag columns.</summary>
/// <param name="Columns">The declared columns.</param>
/// <param name="RowsFrom">The relation whose rows it hands over one by one, all of them; null where their number is another.</param>
public sealed record EmittedQuery(string Sql, ImmutableArray<RowField> Columns, ImmutableArray<FailureSite> Sites, string? RowsFrom);
