using System.Collections.Immutable;

namespace FlowLang.Planning.Optimization;

/// <summary>The rules, in the order in which they are applied.</summary>
public static class OptimizerRules
{
    public static ImmutableArray<OptimizerRule> Default { get; } =
    [
        new FoldConstants(),
        new RemoveTrueFilters(),
        new PushFilters(),
        new MergeFilters(),
        new MergeProjections(),
        new PruneColumns(),
        new RemoveTrivialProjections(),
    ];
}
