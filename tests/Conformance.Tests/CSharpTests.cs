using System.Reflection;
using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;

namespace FlowLang.Conformance.Tests;

/// <summary>What only generated C# promises, and steps over many rows, which must give what the embedded engine gives.</summary>
public sealed class CSharpTests
{
    private const string Columns = "g: int32, k: int32?, x: int64, t: text?, xs: int32?[]";

    private static readonly string[][] Rows =
    [
        ["1", "10", "5", "'a'", "=[1, 2]"], ["1", "null", "6", "null", "=[]"], ["2", "1", "7", "'é'", "=[3, NULL]"],
        ["2", "2", "7", "'😀'", "=[4]"], ["3", "1", "-1", "'a'", "=[5, 5]"], ["10", "1", "9", "'\uFFFD'", "=[]"],
    ];

    public static TheoryData<string> Steps =>
    [
        "as l | join data as r on l.k == r.g | select id = l.id, v = r.x",
        "as l | join data as r on l.k == r.g and r.x > l.x | select id = l.id, v = r.x",
        "as l | left join data as r on l.k == r.g and r.x > 5 | select id = l.id, v = r.x",
        "as l | right join data as r on l.k == r.g | select id = r.id, v = l.x",
        "as l | full join data as r on l.k == r.g and l.x > 5 | select id = l.id ?? -1, v = r.id ?? -1",
        "as l | semi join data as r on l.k == r.g | select id = l.id, v = l.t",
        "as l | anti join data as r on l.k == r.g | select id = l.id, v = l.t",
        "as l | join data as r on l.x < r.x | select id = l.id, v = r.id",
        "| dedupe by g keep latest k | select id, v = t",
        "| dedupe by g keep earliest x | select id, v = t",
        "| sort t desc | take 3 | select id, v = t",
        "| sort x, t | take 1 by g | select id, v = x",
        "| unnest xs as item | select id, v = item",
        "| select id = x, v = t | union (from data | select id = x, v = t)",
        "| select id = x, v = t | union distinct (from data | select id = x, v = t)",
        "| select id = x, v = t | except (from data | where g == 2 | select id = x, v = t)",
        "| select id = x, v = t | intersect (from data | where g > 1 | select id = x, v = t)",
        "| aggregate n = count(), v = sum(x) by id = g | where n > 1 | select id, v",
        "| where x > 0 | derive y = x * 2 | set y = y + 1 | rename z = y | drop t | select id, v = z",
    ];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_step_over_many_rows_gives_what_the_embedded_engine_gives(string step)
    {
        Table table = new("x", Columns);
        Rows.ToList().ForEach(row => table.Add([.. row, ""]));
        BoundProgram program = Program.Bind(table.Input.Columns, step);
        await using CSharpEngine generated = new();
        await using DuckDbEngine embedded = new();

        Assert.Equal(Text(await embedded.RunAsync(program, table.Input)), Text(await generated.RunAsync(program, table.Input)));
    }

    [Fact]
    public void Every_function_has_a_form()
    {
        IEnumerable<string> without = FunctionCatalogue.All.Where(f => f switch
        {
            ScalarFunction scalar => scalar.CSharp is null,
            AggregateFunction aggregate => aggregate.CSharp is null,
            AnalyticFunction analytic => analytic.CSharp is null,
            _ => true,
        }).Select(f => f.Name);

        Assert.Empty(without);
    }

    [Fact]
    public void What_has_no_form_is_refused_by_name()
    {
        Table days = new("x", "d: date, x: int64") { { "2024-01-01", "1", "" } };
        BoundProgram program = Program.Bind(
            days.Input.Columns, "| aggregate v = sum(x) by id = x, d | fill d every 1d by id with v = 0 | select id, v");

        Assert.Equal("`fill`", Assert.Single(CSharpSupport.Refused(Batch(program))));
    }

    [Fact]
    public void Rows_that_stay_allocate_nothing()
    {
        Table table = new("x", "a: int64, fare: decimal(10, 2), tip: decimal(10, 2)?, at: instant, note: text")
        {
            { "1", "12.50", "null", "2024-03-10T06:00:00Z", "'cash'", "" }, { "7", "0.50", "1.25", "2024-03-10T07:30:00Z", "'card'", "" },
            { "8", "-0.50", "1.25", "2024-03-10T07:30:00Z", "'card'", "" },
        };
        BoundProgram program = Program.Bind(
            table.Input.Columns,
            "| where fare > 0 and note like \"ca%\" | derive total = fare + (tip ?? 0), hour = trunc(at, hour, tz: \"Europe/Vienna\"), " +
            "b = (a div 2) else 0 | select id, total, hour, b, rate = (total / fare) else null");
        EmittedOperators emitted = OperatorsEmitter.Emit(Batch(program), "Generated");
        Assembly assembly = CSharpCompiler.Compile(emitted.Code + """

            public static class Loop
            {
                public static long Run(System.Collections.IList rows)
                {
                    Result steps = new();
                    RowExits exits = new(9);
                    List<DataRow> data = (List<DataRow>)rows;
                    long kept = 0;
                    for (int i = 0; i < 10; i++)
                    {
                        kept += steps.Step(data[i % 3], exits, out _);
                    }

                    long before = GC.GetAllocatedBytesForCurrentThread();
                    for (int i = 0; i < 30000; i++)
                    {
                        kept += steps.Step(data[i % 3], exits, out _);
                    }

                    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                    return kept == 0 ? -1 : allocated;
                }
            }
            """);
        OperatorInput source = emitted.Operators[^1].Inputs[0];
        Type rowType = assembly.GetType("Generated." + source.RowName) ?? throw new InvalidOperationException(source.RowName);
        object? allocated = assembly.GetType("Generated.Loop")?.GetMethod("Run")?.Invoke(
            null, [CSharpRows.Read(rowType, source.Row, table.Input)]);

        Assert.Equal(0L, allocated);
    }

    private static BatchPlan Batch(BoundProgram program)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
        return BatchPlanner.Plan(plan, plan.Pipelines[0]);
    }

    private static string Text(IReadOnlyList<ResultRow> rows) =>
        string.Join("\n", rows.Where(r => !r.Failed).Select(r => $"{r.Id}: {string.Join(", ", r.Values)}").Order(StringComparer.Ordinal));
}
