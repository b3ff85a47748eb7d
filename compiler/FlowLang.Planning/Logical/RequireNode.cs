using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>A row expectation: a row for which the condition is not true is rejected, or fails the run.</summary>
/// <param name="Reason">The expectation's text.</param>
/// <param name="Rejects">Reject, else the run fails.</param>
public sealed record RequireNode(LogicalNode Input, BoundExpression Condition, string Reason, bool Rejects, TextSpan Span)
    : LogicalNode(Input.Row, Span)
{
    public override string Verb => "expect";

    public override bool IsRowWise => true;

    public override bool HasSites => true;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [Condition];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = RowOver(inputs[0]) };
}
