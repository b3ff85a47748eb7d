using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Stream;

/// <summary>Tables that are read again by a timer: found in the queries of streams, and laid out for the embedded engine.</summary>
public static class ReloadPlanner
{
    /// <summary>The relation that holds what was read.</summary>
    public const string Relation = "__table";

    /// <summary>The right side of a join, where its rows end.</summary>
    internal static ReloadNode Node(LogicalProgram program, LogicalNode right)
    {
        HashSet<RelationKey> keys = RelationReads.Of(program, right);
        ImmutableArray<SourceSymbol> sources = [.. program.Bound.Sources.Where(source => keys.Contains(RelationKey.Of(source)))];
        return new ReloadNode(NameOf(right), right, sources, right.Row, right.Span);
    }

    /// <summary>What a program calls a relation.</summary>
    internal static string NameOf(LogicalNode relation) => relation switch
    {
        ScanNode scan => scan.Source.Name,
        ReferenceNode reference => reference.Transform.Name,
        _ => "table",
    };

    /// <summary>The tables of a pipeline, in the order of its plan.</summary>
    public static IEnumerable<ReloadNode> Of(StreamPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Routes.SelectMany(route => StreamPlanner.Flatten(route.Query)).OfType<ReloadNode>();
    }

    /// <summary>What one reading does: all but the staging of the rows in <see cref="Relation"/> is as in a batch pipeline.</summary>
    public static BatchPlan Plan(LogicalProgram program, LogicalPipeline pipeline, ReloadNode table)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(table);
        BoundWrite write = pipeline.Writes[0].Bound with { Name = table.Name, Rejects = null, OrderBy = [], Span = table.Span };
        LogicalPipeline reading = pipeline with { Writes = [new LogicalWrite(write, table.Query)] };
        BatchPlan plan = BatchPlanner.Plan(program, reading);
        return SourcePushDown.Apply(plan with { Operations = [.. plan.Operations.Select(Kept)] });
    }

    private static BatchOperation Kept(BatchOperation operation) => operation is WriteRelation write
        ? new StageRelation(Relation, write.Relation, write.Query, [], Rejects: null, KeepsOrigin: false, write.Span)
        : operation;
}
