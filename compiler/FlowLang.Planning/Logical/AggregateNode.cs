using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>
/// One row a group: the keys, then the aggregates. Keys and arguments can't fail (what can is computed before); an aggregate that can, like
/// a sum that overflows, says so in a column of its own, which the projection above acts on.
/// </summary>
public sealed record AggregateNode(
    LogicalNode Input, ImmutableArray<BoundAssignment> By, ImmutableArray<AggregateColumn> Aggregates, RowType Row, TextSpan Span)
    : LogicalNode(Row, Span)
{
    /// <summary>Of streams: how long a group that gets no rows is kept.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Of streams: when a group's row leaves.</summary>
    public EmitMode? Emit { get; init; }

    public override string Verb => "aggregate";

    public override bool HasSites => false;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [.. By.Select(b => b.Value), .. Aggregates.Select(a => a.Call)];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0] };
}

/// <param name="FailedName">The bool column that says whether the aggregate failed; null where it can't.</param>
public sealed record AggregateColumn(string Name, BoundAggregateCall Call, string? FailedName);
