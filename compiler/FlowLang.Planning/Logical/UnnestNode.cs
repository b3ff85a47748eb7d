using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>One row for each item of a list, in a further column; none for an empty list or null.</summary>
public sealed record UnnestNode(LogicalNode Input, BoundExpression List, string Name, RowType Row, TextSpan Span) : LogicalNode(Row, Span)
{
    public override string Verb => "unnest";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [List];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0] };
}
