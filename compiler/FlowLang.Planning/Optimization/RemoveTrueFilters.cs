using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Optimization;

/// <summary>A filter that every row passes is none.</summary>
public sealed class RemoveTrueFilters : OptimizerRule<FilterNode>
{
    public override string Summary => "a filter that every row passes is none";

    protected override LogicalNode Apply(FilterNode node) => node.Condition is BoundLiteral { Value: true } ? node.Input : node;
}
