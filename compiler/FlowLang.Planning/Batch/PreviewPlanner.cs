using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Planning.Batch;

/// <summary>A pipeline that shows the first rows of a source or transform on the screen.</summary>
public static class PreviewPlanner
{
    /// <summary>The name of the pipeline.</summary>
    public const string PipelineName = "show";

    /// <param name="program">The program.</param>
    /// <param name="relation">A source or transform of it.</param>
    /// <param name="rows">At most so many are shown.</param>
    public static BatchPlan Plan(LogicalProgram program, RelationSymbol relation, long rows)
    {
        ArgumentNullException.ThrowIfNull(program);
        LogicalPipeline pipeline = ScreenPipeline.Of(PipelineName, relation, Partition(program, relation));
        TakeNode first = new(pipeline.Writes[0].Root, rows, [], [], relation.Span);
        return SourcePushDown.Apply(BatchPlanner.Plan(program, pipeline with { Writes = [pipeline.Writes[0] with { Root = first }] }));
    }

    // Placeholders need an interval: that of a pipeline which reads the relation.
    private static BoundPartition? Partition(LogicalProgram program, RelationSymbol relation)
    {
        HashSet<RelationKey> read = RelationReads.Of(program, relation);
        return program.Pipelines.FirstOrDefault(p => p.Bound.Partition is not null
            && p.Writes.Any(w => RelationReads.Overlaps(program, w.Root, read)))
            ?.Bound.Partition;
    }
}
