using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Rows that a pipeline of several instances hands on through its repartition topic.</summary>
/// <param name="Number">Among those of the pipeline, from 0.</param>
/// <param name="Columns">Of the rows.</param>
/// <param name="Key">
/// The columns by which rows come together: none for all rows in one partition, null for rows that nothing brings together.
/// </param>
public sealed record RepartitionCut(int Number, ImmutableArray<Column> Columns, ImmutableArray<string>? Key);
