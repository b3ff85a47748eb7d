using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;

namespace FlowLang.Planning;

/// <summary>Applies rules to every query of a program.</summary>
public static class Optimizer
{
    public static LogicalProgram Optimize(LogicalProgram program, ImmutableArray<OptimizerRule> rules) => new(
        program.Bound,
        [.. program.Transforms.Select(t => t with { Root = Optimize(t.Root, rules) })],
        [.. program.Pipelines.Select(p => p with { Writes = [.. p.Writes.Select(w => w with { Root = Optimize(w.Root, rules) })] })],
        program.Diagnostics);

    public static LogicalNode Optimize(LogicalNode root, ImmutableArray<OptimizerRule> rules) =>
        rules.Aggregate(root, (node, rule) => rule.Rewrite(node)) ?? root;
}
