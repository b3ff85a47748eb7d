using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>Finds which relations have to keep file and row number: those that a query reads in which a row can fail or be
/// rejected.</summary>
internal static class Origins
{
    public static ImmutableArray<BatchOperation> Resolve(ImmutableArray<BatchOperation> operations)
    {
        HashSet<string> asked = new(StringComparer.OrdinalIgnoreCase);
        var resolved = ImmutableArray.CreateBuilder<BatchOperation>(operations.Length);
        foreach (BatchOperation operation in operations.Reverse())
        {
            switch (operation)
            {
                case WriteRelation write:
                    Ask(write.Query, HasSites(write.Query), asked);
                    resolved.Add(write);
                    break;
                case StageRelation stage:
                    bool keeps = asked.Contains(stage.Relation);
                    Ask(stage.Query, keeps || HasSites(stage.Query), asked);
                    resolved.Add(stage with { KeepsOrigin = keeps });
                    break;
                case ReadSource read:
                    resolved.Add(read with { NeedsOrigin = asked.Contains(read.Relation) || !read.Source.Exposes.IsEmpty });
                    break;
            }
        }

        resolved.Reverse();
        return resolved.ToImmutable();
    }

    private static bool HasSites(LogicalNode node) => node.HasSites || node.Inputs.Any(HasSites);

    private static void Ask(LogicalNode node, bool isAsked, HashSet<string> asked)
    {
        string? relation = node switch { StagedNode staged => staged.Relation, ScanNode scan => scan.Relation, _ => null };
        if (isAsked && relation is not null)
        {
            asked.Add(relation);
        }

        foreach (LogicalNode input in node.Inputs)
        {
            Ask(input, isAsked, asked);
        }
    }
}
