using System.Collections.Immutable;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Batch;

/// <summary>
/// A test as a pipeline: given rows in place of sources and transforms, what is not given is empty, and the target's rows are staged and
/// compared. Expectations of the program are left out: they are about whole loads, not about a few rows.
/// </summary>
public static class TestPlanner
{
    /// <summary>The relation that holds the target's rows.</summary>
    public const string Actual = "actual";

    /// <param name="program">The program.</param>
    /// <param name="test">One of its tests.</param>
    /// <param name="name">The pipeline's name.</param>
    public static BatchPlan Plan(LogicalProgram program, BoundTest test, string name)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(test);
        Dictionary<RelationKey, LogicalNode> given = [];
        foreach (RelationKey source in RelationReads.Of(program, test.Transform))
        {
            given[source] = Empty(program, source);
        }

        foreach (BoundGiven rows in test.Given)
        {
            given[RelationKey.Of(rows.Relation)] = new ValuesNode(rows.Relation.Name, rows.Rows, rows.Relation.Row, rows.Span);
        }

        BatchPlan plan = BatchPlanner.Plan(program, ScreenPipeline.Of(name, test.Transform, partition: null), given);
        return plan with { Operations = [.. plan.Operations.Select(o => Compared(o, test))] };
    }

    private static ValuesNode Empty(LogicalProgram program, RelationKey key)
    {
        var source = program.Bound.Sources.First(s => RelationKey.Of(s) == key);
        return new ValuesNode(source.Name, [], source.Row, source.Span);
    }

    private static BatchOperation Compared(BatchOperation operation, BoundTest test) => operation switch
    {
        StageRelation stage => stage with { Checks = [] },
        WriteRelation write => new StageRelation(
            Actual, test.Transform.Name, write.Query,
            [.. test.Expected.Where(e => e.Output.Name is null).Select(e => new RelationCheck(new ExpectedRows(e), null))],
            Rejects: null, KeepsOrigin: false, test.Span),
        _ => operation,
    };
}
