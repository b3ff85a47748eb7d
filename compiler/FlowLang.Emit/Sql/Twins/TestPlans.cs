using System.Collections.Immutable;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Queries;
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

    /// <summary>The file that holds the stream's rows over shuffled records.</summary>
    public const string ShuffledRows = "__shuffled_rows";

    /// <summary>The relation that holds what a test gives of the stream that a plan reads as <paramref name="number"/>.</summary>
    public static string GivenOf(int number) => $"__given{number}";

    /// <summary>The relation that holds what a step of a test gives of a stream.</summary>
    public static string GivenOf(int number, int step) => $"__given{number}_{step}";

    /// <summary>The file that holds what a step of a test has in the output that it looks at as <paramref name="number"/>.</summary>
    public static string RowsOf(int step, int number) => $"__rows{step}_{number}";

    /// <summary>Given rows, typed: a relation for each step and stream.</summary>
    public static BatchPlan Given(StreamPlan plan, BoundTest test)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        return new BatchPlan(plan.Pipeline, [.. from step in Enumerable.Range(0, test.Steps.Length)
                                                from number in Enumerable.Range(0, plan.Reads.Length)
                                                let values = Values(plan.Reads[number], test, test.Steps[step])
                                                select Stage(GivenOf(number, step), values, null, test)]);
    }

    /// <summary>The rows of an output in a file, compared with those that the test expects.</summary>
    public static BatchPlan Expected(StreamPlan plan, BoundTest test, string file, BoundExpected expected)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(expected);
        RowType row = expected.Output.Name is null ? plan.Routes[0].Query.Row : expected.Output.Row;
        return Rows(plan, file, row, test, new ExpectedRows(expected));
    }

    /// <summary>Compares a relation of the embedded engine with what a test expects of an output.</summary>
    public static string Check(string relation, BoundExpected expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        DuckDbDialect dialect = DuckDbDialect.Instance;
        return dialect.Print(new BagComparison(dialect, relation, expected.Output.Row).Compare(expected.Rows));
    }

    /// <summary>The twin over files of the given rows, then the stream's rows, compared with it.</summary>
    public static BatchPlan Compared(LogicalProgram program, StreamPlan plan, BoundTest test)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(test);
        LogicalPipeline pipeline = Over(plan, BatchTwin.Of(plan));
        BatchPlan twin = BatchPlanner.Plan(program, pipeline);
        BatchPlan rows = Rows(plan, ShuffledRows, plan.Routes[0].Query.Row, test, new SameRows(Twin, test.Span));
        IEnumerable<BatchOperation> staged = twin.Operations.Select(o => o is WriteRelation w ? Stage(Twin, w.Query, null, test) : o);
        return twin with { Operations = [.. staged, .. rows.Operations] };
    }

    private static BatchPlan Rows(StreamPlan plan, string file, RowType row, BoundTest test, BoundExpectation expectation)
    {
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

    private static ValuesNode Values(StreamRead read, BoundTest test, BoundTestStep step)
    {
        BoundGiven[] given = [.. step.Given.Where(g => RelationKey.Of(g.Relation) == RelationKey.Of(read.Stream))];
        return new ValuesNode(read.Stream.Name, [.. given.SelectMany(g => g.Rows)], TwinSource.RowOf(read), test.Span);
    }
}
