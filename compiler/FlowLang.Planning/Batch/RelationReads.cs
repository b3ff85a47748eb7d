using FlowLang.Planning.Logical;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>Which sources a relation reads, through all transforms.</summary>
public static class RelationReads
{
    public static HashSet<RelationKey> Of(LogicalProgram program, RelationSymbol relation) =>
        relation is TransformSymbol transform ? Of(program, program.Index[transform].Root) : [RelationKey.Of(relation)];

    public static bool Overlaps(LogicalProgram program, LogicalNode query, HashSet<RelationKey> sources) =>
        Of(program, query).Overlaps(sources);

    /// <summary>The sources of a query.</summary>
    public static HashSet<RelationKey> Of(LogicalProgram program, LogicalNode query) =>
        [.. ReachedNodes.Of(program, [query]).OfType<ScanNode>().Select(scan => RelationKey.Of(scan.Source))];
}
