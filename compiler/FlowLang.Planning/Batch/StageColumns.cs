using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Batch;

/// <summary>Leaves out of staged relations and native sources what no later operation reads.</summary>
internal static class StageColumns
{
    public static ImmutableArray<BatchOperation> Prune(ImmutableArray<BatchOperation> operations)
    {
        Dictionary<string, HashSet<string>> read = new(StringComparer.OrdinalIgnoreCase);
        var pruned = ImmutableArray.CreateBuilder<BatchOperation>(operations.Length);
        foreach (BatchOperation operation in operations.Reverse())
        {
            pruned.Add(operation switch
            {
                WriteRelation write => write with { Query = Prune(write.Query, [.. write.Query.Row.Fields.Select(f => f.Name)], read) },
                StageRelation stage => stage with { Query = Prune(stage.Query, Needed(stage, read), read) },
                _ => operation,
            });
        }

        pruned.Reverse();
        return pruned.ToImmutable();
    }

    private static LogicalNode Prune(LogicalNode query, HashSet<string> needed, Dictionary<string, HashSet<string>> read) =>
        PruneColumns.Rewrite(query, needed, (leaf, names) => Read(leaf.Relation, names, read));

    private static HashSet<string> Needed(StageRelation stage, Dictionary<string, HashSet<string>> read)
    {
        foreach (RelationCheck check in stage.Checks)
        {
            if (check is { Expectation: BoundReferencesExpectation references, Target: StagedNode target })
            {
                Read(target.Relation, [references.TargetColumn], read);
            }
        }

        // A row check shows the row that breaks it.
        HashSet<string> all = [.. stage.Query.Row.Fields.Select(f => f.Name)];
        HashSet<string>? later = read.GetValueOrDefault(stage.Relation);
        return stage.Checks.IsEmpty ? later ?? all : all;
    }

    private static void Read(string relation, HashSet<string> names, Dictionary<string, HashSet<string>> read)
    {
        if (!read.TryGetValue(relation, out HashSet<string>? known))
        {
            known = [];
            read.Add(relation, known);
        }

        known.UnionWith(names);
    }
}
