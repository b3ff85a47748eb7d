using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// A projection that only picks columns joins the one below it, and one below that only picks columns joins the one above. Columns that can
/// fail are never left out, and the input row that a failing step reports stays the same.
/// </summary>
public sealed class MergeProjections : OptimizerRule<ProjectNode>
{
    public override string Summary => "a projection that only picks columns is part of its neighbour";

    protected override LogicalNode Apply(ProjectNode node)
    {
        if (node.Input is not ProjectNode below)
        {
            return node;
        }

        Dictionary<string, BoundExpression> values = below.Columns.ToDictionary(c => c.Name, c => c.Value);
        ImmutableArray<BoundAssignment> Substituted() => [.. node.Columns.Select(c => c with { Value = Substitute(c.Value, values) })];
        if (node.IsTrivial && KeepsWhatFails(node, below))
        {
            return below with { Columns = Substituted(), Row = node.Row };
        }

        return below.IsTrivial && !node.HasSites ? node with { Input = below.Input, Columns = Substituted() } : node;
    }

    // What is computed stays computed once; what can fail is not left out either.
    private static bool KeepsWhatFails(ProjectNode node, ProjectNode below)
    {
        Dictionary<string, int> uses = node.Columns.Select(c => c.Value).OfType<BoundColumn>().CountBy(c => c.Name).ToDictionary();
        return below.Columns.All(c => c.Value is BoundColumn
            || uses.GetValueOrDefault(c.Name) is var count && (count == 1 || count == 0 && !Fallibility.HasSites(c.Value)));
    }

    private static BoundExpression Substitute(BoundExpression expression, Dictionary<string, BoundExpression> values) =>
        expression.ReplaceDown(e => e is BoundColumn column ? values[column.Name] : null);
}
