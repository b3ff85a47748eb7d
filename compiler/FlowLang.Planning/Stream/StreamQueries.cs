using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Stream;

/// <summary>
/// The queries of a pipeline of streams, down to the streams: a transform stands in them under its name, behind it the row expectations on
/// it that warn.
/// </summary>
internal sealed class StreamQueries(LogicalProgram program)
{
    // Several uses of a transform have the same rows: they are counted in the first.
    private readonly HashSet<RelationKey> _counted = [];

    public LogicalNode Whole(LogicalNode node) => node switch
    {
        ReferenceNode reference => new NamedNode(reference.Transform.Name, Body(reference)),
        JoinNode join when StreamPlanner.ReadsTable(join) =>
            join with { Left = Whole(join.Left), Right = ReloadPlanner.Node(program, join.Right) },
        _ => node.Inputs.IsEmpty ? node : node.WithInputs([.. node.Inputs.Select(Whole)]),
    };

    private LogicalNode Body(ReferenceNode reference)
    {
        LogicalTransform transform = program.Index[reference.Key];
        LogicalNode root = Whole(transform.Root);
        return !_counted.Add(reference.Key) ? root : transform.Checks.OfType<BoundRowExpectation>().Aggregate(
            root, (rows, check) => new RequireNode(rows, check.Condition, check.Name, check.Severity, check.Span));
    }
}
