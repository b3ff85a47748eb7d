using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Optimization;

/// <summary>A projection of all columns as they are is none.</summary>
public sealed class RemoveTrivialProjections : OptimizerRule<ProjectNode>
{
    public override string Summary => "a projection of all columns as they are is none";

    protected override LogicalNode Apply(ProjectNode node) => IsIdentity(node) ? node.Input : node;

    private static bool IsIdentity(ProjectNode node) =>
        node.Input is not AggregateNode { Aggregates: var aggregates } || aggregates.All(a => a.FailedName is null)
            ? node.Columns.Length == node.Input.Row.Fields.Length && node.Columns.Zip(node.Input.Row.Fields).All(
                pair => pair.First.Name == pair.Second.Name && pair.First.Value is BoundColumn column && column.Name == pair.First.Name)
            : false;
}
