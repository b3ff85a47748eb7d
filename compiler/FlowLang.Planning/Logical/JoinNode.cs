using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Pairs of rows for which the condition is true, and what the kind adds. The condition can't fail: what can was computed
/// before.</summary>
/// <param name="RightQualifier">In the condition, <see cref="BoundColumn.Side"/> of the right side's columns.</param>
/// <param name="LeftColumns">The output's columns that come from the left row.</param>
/// <param name="RightColumns">The output's columns that come from the right row; none for semi and anti.</param>
public sealed record JoinNode(
    JoinKind Kind, LogicalNode Left, LogicalNode Right, string RightQualifier, BoundExpression Condition,
    ImmutableArray<JoinColumn> LeftColumns, ImmutableArray<JoinColumn> RightColumns, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    /// <summary>Of two streams: how far apart in event time the rows of a pair may be.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>Where rows go that come too late to find a partner; null where they are counted alone.</summary>
    public BoundEndpoint? LateSink { get; init; }

    /// <summary>Of a stream and a table: the moment at which the table is read.</summary>
    public BoundExpression? AsOf { get; init; }

    public override string Verb => "join";

    public override ImmutableArray<LogicalNode> Inputs => [Left, Right];

    public override IEnumerable<BoundExpression> Expressions => [Condition];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Left = inputs[0], Right = inputs[1] };
}
