using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>
/// The rows of a batch query as a stream's join sees them: read whole, and again by a timer. What is below is no part of the stream's plan.
/// </summary>
/// <param name="Name">The relation, as the program calls it.</param>
/// <param name="Query">The batch query.</param>
/// <param name="Sources">What it reads.</param>
public sealed record ReloadNode(string Name, LogicalNode Query, ImmutableArray<SourceSymbol> Sources, RowType Row, TextSpan Span)
    : LogicalNode(Row, Span)
{
    public override string Verb => "table";

    /// <summary>How long after a reading the next one begins: the shortest that a source says.</summary>
    public TimeSpan Every => Sources.Select(Refresh).Min() ?? TimeSpan.Zero;

    private static TimeSpan? Refresh(SourceSymbol source) =>
        ((source.Endpoint.Find("refresh") as CallOption)?.Find("time") as DurationOption)?.Value;
}
