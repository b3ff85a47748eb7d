using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>Adds the rows that a regular axis lacks, for each group that has rows.</summary>
/// <param name="Fill">Axis, step, bounds, groups and the values of added rows.</param>
public sealed record FillNode(LogicalNode Input, BoundFill Fill) : LogicalNode(Fill.Row, Fill.Span)
{
    public override string Verb => "fill";

    public override ImmutableArray<LogicalNode> Inputs => [Input];

    public override IEnumerable<BoundExpression> Expressions =>
        [.. new[] { Fill.From, Fill.To }.OfType<BoundExpression>(), .. Fill.Values.Select(v => v.Value)];

    public override LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this with { Input = inputs[0] };
}
