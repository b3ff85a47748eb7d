using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Locking;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Driver.Testing;

/// <summary>Runs a `test` of the program: its plan on the embedded engine, in an engine of its own, through the session that executables
/// use.</summary>
public static class TestRun
{
    private const string Missing = "missing ";

    public static async Task<TestResult> RunAsync(Workspace workspace, LogicalProgram program, BoundTest test, CancellationToken cancel)
    {
        long started = TimeProvider.System.GetTimestamp();
        FlowError? error = null;
        ImmutableArray<RowDifference> differences = [];
        try
        {
            differences = await CompareAsync(workspace, program, test, cancel);
        }
        catch (FlowException e)
        {
            error = e.Error;
        }

        return new TestResult(test, TimeProvider.System.GetElapsedTime(started), error, differences);
    }

    private static async Task<ImmutableArray<RowDifference>> CompareAsync(
        Workspace workspace, LogicalProgram program, BoundTest test, CancellationToken cancel)
    {
        BatchPlan plan = TestPlanner.Plan(program, test, "test");
        await using BatchRun run = EngineRun.Create(test.Name, workspace, Parameters(program.Bound, test), Types(program.Bound));
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        duck.Add(OwnFunctions.Of(workspace, program));
        ImmutableArray<RowDifference>.Builder differences = ImmutableArray.CreateBuilder<RowDifference>();
        foreach (EmittedStep step in Emitter.Steps(plan))
        {
            if (step.Query is { } query)
            {
                await duck.StageAsync(EngineStages.Of(step.Operation.Relation, query), cancel);
                foreach (EmittedCheck check in step.Checks)
                {
                    differences.AddRange(await DifferencesAsync(duck, check.Sql, cancel));
                }
            }
        }

        return differences.ToImmutable();
    }

    /// <summary>The check gives one line a difference: `missing` or `unexpected`, and the row as JSON.</summary>
    private static async Task<IEnumerable<RowDifference>> DifferencesAsync(DuckDbSession duck, string sql, CancellationToken cancel)
    {
        ImmutableArray<object?> found = (await duck.RowsAsync(sql, "the comparison with the expected rows", cancel))[0];
        return $"{found[1]}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Difference);
    }

    private static RowDifference Difference(string line)
    {
        using JsonDocument row = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        return new RowDifference(
            line.StartsWith(Missing, StringComparison.Ordinal),
            [.. row.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Text(p.Value)))]);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

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
