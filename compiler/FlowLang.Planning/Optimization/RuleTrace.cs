using System.Collections.Immutable;
using FlowLang.Planning.Logical;

namespace FlowLang.Planning.Optimization;

/// <summary>Which rules changed which query of a pipeline, for `explain`.</summary>
public static class RuleTrace
{
    /// <param name="program">The plan as it was before any rule.</param>
    /// <param name="pipeline">One of its pipelines.</param>
    /// <param name="rules">The rules in their order.</param>
    /// <returns>For each transform and write, in the order in which they read each other, the rules that made another plan of it.</returns>
    public static ImmutableArray<(string Query, OptimizerRule Rule)> Of(
        LogicalProgram program, string pipeline, ImmutableArray<OptimizerRule> rules)
    {
        ArgumentNullException.ThrowIfNull(program);
        HashSet<RelationKey> seen = [];
        Stack<(string Name, LogicalNode Root)> work = new(
            program.Pipelines.Single(p => p.Name == pipeline).Writes.Reverse().Select(w => ($"write {w.Bound.Name}", w.Root)));
        List<(string, OptimizerRule)> found = [];
        while (work.TryPop(out var query))
        {
            found.AddRange(Changes(query.Root, rules).Select(rule => (query.Name, rule)));
            foreach (ReferenceNode reference in References(query.Root).Where(r => seen.Add(r.Key)))
            {
                work.Push((reference.Transform.Name, program.Index[reference.Key].Root));
            }
        }

        return [.. found];
    }

    private static IEnumerable<OptimizerRule> Changes(LogicalNode root, ImmutableArray<OptimizerRule> rules)
    {
        LogicalNode node = root;
        string before = PlanPrinter.Print(node);
        foreach (OptimizerRule rule in rules)
        {
            node = rule.Rewrite(node);
            string after = PlanPrinter.Print(node);
            if (after != before)
            {
                yield return rule;
            }

            before = after;
        }
    }

    private static IEnumerable<ReferenceNode> References(LogicalNode node) =>
        node is ReferenceNode reference ? [reference] : node.Inputs.SelectMany(References);
}
