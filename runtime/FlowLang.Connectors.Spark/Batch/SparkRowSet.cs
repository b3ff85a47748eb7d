using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Rows of the cluster for a sink.</summary>
/// <param name="Sql">The columns, then <see cref="SplitRelation.Ordinal"/>.</param>
/// <param name="Rows">How many Spark has counted.</param>
internal sealed record SparkRowSet(string Sql, ImmutableArray<Column> Columns, long Rows)
{
    /// <summary>Whether ordinals are the order that rows are to have.</summary>
    public bool IsOrdered { get; init; }
}
