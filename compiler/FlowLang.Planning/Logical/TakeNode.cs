using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>The first rows by a total order, of all or of each group; without an order any rows (preview and tests).</summary>
public sealed record TakeNode(
    LogicalNode Input, long Count, ImmutableArray<BoundSortKey> Order, ImmutableArray<BoundExpression> By, TextSpan Span)
    : LogicalNode(Input.Row, Span)
{
    public override string Verb => "take";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions => [.. By, .. Order.Select(k => k.Value)];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0], Row = RowOver(inputs[0]) };
}
