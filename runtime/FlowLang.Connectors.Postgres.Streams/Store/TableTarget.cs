using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A table that a stream writes: by append, or by upsert with the columns that are keys.</summary>
/// <param name="Table">As of <see cref="PostgresConnection.Table"/>.</param>
/// <param name="Options">Mode, creation and what happens where columns lack.</param>
/// <param name="Columns">Those of the rows that come.</param>
public sealed record TableTarget(string Table, TableOptions Options, ImmutableArray<Column> Columns);
