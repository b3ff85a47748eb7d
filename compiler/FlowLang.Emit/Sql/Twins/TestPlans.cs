using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Twins;

/// <summary>
/// What a test of streams has the embedded engine do: type the given rows, compare the rows of the stream, compute its twin.
/// </summary>
public static class TestPlans
{
    private const string Twin = "__twin";

    /// <summary>The file that holds the stream's rows.</summary>
    public const string StreamRows = "__stream_rows";

    /// <summary>The file that holds the stream's rows over shuffled records.</summary>
    public const string ShuffledRows = "__shuffled_rows";

    /// <summary>The relation that holds what a test gives of the stream that a plan reads as <paramref name="number"/>.</summary>
    public static string GivenOf(int number) => $"__given{number}";

    /// <summary>Given rows, typed: a relation for each stream.</summary>
    public static BatchPlan Given(StreamPlan plan, BoundTest test)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        return new BatchPlan(plan.Pipeline, [.. plan.Reads.Select((read, i) => Stage(GivenOf(i), Values(read, test), null, test))]);
    }

    /// <summary>The stream's rows, compared with those that the test expects.</summary>
    public static BatchPlan Expected(StreamPlan plan, BoundTest test)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        return Rows(plan, StreamRows, test, new ExpectedRows(test));
    }

    /// <summary>The twin over files of the given rows, then the stream's rows, compared with it.</summary>
    public static BatchPlan Compared(LogicalProgram program, StreamPlan plan, BoundTest test)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        LogicalPipeline pipeline = Over(plan, BatchTwin.Of(plan));
        BatchPlan twin = BatchPlanner.Plan(program, pipeline);
        BatchPlan rows = Rows(plan, ShuffledRows, test, new SameRows(Twin, test.Span));
        IEnumerable<BatchOperation> staged = twin.Operations.Select(o => o is WriteRelation w ? Stage(Twin, w.Query, null, test) : o);
        return twin with { Operations = [.. staged, .. rows.Operations] };
    }

    private static BatchPlan Rows(StreamPlan plan, string file, BoundTest test, BoundExpectation expectation)
    {
        RowType row = plan.Routes[0].Query.Row;
        SourceSymbol source = TwinSource.Of(file, file, row, test.Span);
        return new BatchPlan(
            plan.Pipeline,
            [
                new ReadSource(file, source, NeedsOrigin: true, test.Span),
                Stage(file + "_typed", new ScanNode(source, row, test.Span), expectation, test),
            ]);
    }

    private static LogicalPipeline Over(StreamPlan plan, LogicalNode query) =>
        plan.Pipeline with { Writes = [.. plan.Pipeline.Writes.Select(write => write with { Root = query })] };

    private static StageRelation Stage(string relation, LogicalNode query, BoundExpectation? expectation, BoundTest test) => new(
        relation, test.Transform.Name, query, expectation is null ? [] : [new RelationCheck(expectation, null)], Rejects: null,
        KeepsOrigin: false, test.Span);

    private static ValuesNode Values(StreamRead read, BoundTest test)
    {
        BoundGiven? given = test.Given.FirstOrDefault(g => RelationKey.Of(g.Relation) == RelationKey.Of(read.Stream));
        return new ValuesNode(read.Stream.Name, given?.Rows ?? [], TwinSource.RowOf(read), given?.Span ?? test.Span);
    }
}
