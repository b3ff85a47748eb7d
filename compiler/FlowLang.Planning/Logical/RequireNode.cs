using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>
/// A row expectation: a row for which the condition is not true is rejected, fails the run, or stays and is counted. The last is a step of
/// streams alone: of rows that end a query counts them, over all of the relation.
/// </summary>
/// <param name="Reason">The expectation's text.</param>
public sealed record RequireNode(LogicalNode Input, BoundExpression Condition, string Reason, ExpectationSeverity Severity, TextSpan Span)
    : LogicalNode(Input.Row, Span)
{
    public override string Verb => "expect";

    public override bool IsRowWise => true;

    public override bool HasSites => true;

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [Condition];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = RowOver(inputs[0]) };
}
