using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Locking;
using FlowLang.Driver.Testing.Streams;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Emit.Engines;
using FlowLang.Emit.Sql.Twins;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Driver.Testing;

/// <summary>Runs a `test` of the program: its plan on the embedded engine, in an engine of its own, through the session that executables
/// use; one of streams as the generated C# that executables have.</summary>
public static class TestRun
{
    /// <summary>Of each stream.</summary>
    private const int MadeUpRecords = 300;

    public static async Task<TestResult> RunAsync(Workspace workspace, LogicalProgram program, BoundTest test, CancellationToken cancel)
    {
        long started = TimeProvider.System.GetTimestamp();
        FlowError? error = null;
        ImmutableArray<RowDifference> differences = [];
        Parity? parity = null;
        try
        {
            (differences, parity) = await CompareAsync(workspace, program, test, cancel);
        }
        catch (FlowException e)
        {
            error = e.Error;
        }

        return new TestResult(test, TimeProvider.System.GetElapsedTime(started), error, differences) { Parity = parity };
    }

    /// <summary>Transforms of streams that can be compared with a batch over records that are made up.</summary>
    public static IEnumerable<BoundTest> MadeUp(LogicalProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Transforms.Where(transform => StreamTestPlanner.IsStream(program, transform.Symbol))
            .Select(transform => new BoundTest("records that are made up", transform.Symbol, [], transform.Span))
            .Where(test => EngineSupport.Check(program, test).IsEmpty);
    }

    /// <summary>Runs one of <see cref="MadeUp"/>. A record that makes the transform fail is no mistake: nothing is compared.</summary>
    public static async Task<TestResult> RunMadeUpAsync(
        Workspace workspace, LogicalProgram program, BoundTest test, CancellationToken cancel)
    {
        long started = TimeProvider.System.GetTimestamp();
        Parity parity;
        try
        {
            parity = await OverAsync(workspace, program, test, run => run.CompareMadeUpAsync(MadeUpRecords), cancel);
        }
        catch (FlowException e)
        {
            parity = new Parity($"a record makes it fail: {e.Error.Message}", []);
        }

        return new TestResult(test, TimeProvider.System.GetElapsedTime(started), null, []) { Parity = parity };
    }

    private static async Task<(ImmutableArray<RowDifference> Differences, Parity? Parity)> CompareAsync(
        Workspace workspace, LogicalProgram program, BoundTest test, CancellationToken cancel)
    {
        if (StreamTestPlanner.IsStream(program, test.Transform))
        {
            return await OverAsync(workspace, program, test, stream => stream.RunAsync(), cancel);
        }

        await using BatchRun run = EngineRun.Create(test.Name, workspace, Parameters(program.Bound, test), Types(program.Bound));
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        duck.Add(OwnFunctions.Of(workspace, program));
        return ([.. await RowsAsync(program, test, duck, cancel)], null);
    }

    private static async Task<List<RowDifference>> RowsAsync(
        LogicalProgram program, BoundTest test, DuckDbSession duck, CancellationToken cancel)
    {
        List<RowDifference> differences = [];
        RejectCollection? rejects = test.Expected.Any(e => e.Output.IsRejects) ? await RejectCollection.CreateAsync(duck, cancel) : null;
        foreach (EmittedStep step in Emitter.Steps(TestPlanner.Plan(program, test, "test")))
        {
            if (step.Query is { } query)
            {
                await duck.StageAsync(EngineStages.Of(step.Operation.Relation, query) with { Rejects = rejects }, cancel);
                foreach (EmittedCheck check in step.Checks)
                {
                    IEnumerable<RowDifference> found = await Differences.AskAsync(duck, check.Sql, cancel);
                    differences.AddRange(check.Check.Expectation is ExpectedRows rows ? Differences.Of(rows.Expected, found) : found);
                }
            }
        }

        foreach (BoundExpected expected in test.Expected.Where(e => e.Output.IsRejects))
        {
            string sql = TestPlans.Check(RejectCollection.Relation, expected);
            differences.AddRange(Differences.Of(expected, await Differences.AskAsync(duck, sql, cancel)));
        }

        return differences;
    }

    private static async Task<T> OverAsync<T>(
        Workspace workspace, LogicalProgram program, BoundTest test, Func<StreamTestRun, Task<T>> run, CancellationToken cancel)
    {
        await using BatchRun batch = EngineRun.Create(test.Name, workspace, Parameters(program.Bound, test), Types(program.Bound));
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(batch, cancel);
        duck.Add(OwnFunctions.Of(workspace, program));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("flow-test-");
        try
        {
            return await run(new StreamTestRun(workspace, program, test, duck, folder.FullName, cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the test says, else the defaults; a parameter without either stays unset, as it is of no use to this test.</summary>
    private static Dictionary<string, string> Parameters(BoundProgram program, BoundTest test)
    {
        Dictionary<string, string> values = ProgramParameters.Defaults(program);
        foreach ((ParameterSymbol parameter, BoundLiteral value) in test.Parameters)
        {
            values[parameter.Name] = OptionText.Literal(value);
        }

        return values;
    }

    private static ImmutableDictionary<string, ColumnType> Types(BoundProgram program) =>
        program.Parameters.ToImmutableDictionary(p => p.Name, p => ColumnTypes.Of(new(p.Name, p.Type)).Type);
}
