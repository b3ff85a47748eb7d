using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;

namespace FlowLang.Conformance.Tests;

/// <summary>What the declarations of functions show is so.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string, string, int> Scalars => Examples(e => e.Column is null);

    public static TheoryData<string, string, int> Aggregates => Examples(e => e.Column is not null);

    [SkippableTheory]
    [MemberData(nameof(Scalars))]
    public async Task An_example_gives_what_it_says(string engineName, string function, int index)
    {
        Example example = Find(function, index);
        Input one = new Table(example.Expression, "") { { "" } }.Input with { Cells = [[]] };
        BoundProgram program = HasValue(example)
            ? Program.Bind([], "| select id, v = {0}, w = {1}", example.Expression, example.Result)
            : Program.Bind([], "| select id, v = {0}", example.Expression);
        await using IConformanceEngine engine = Engines.Open(engineName);
        ResultRow row = Assert.Single(await engine.RunAsync(program, one));

        Check(example, row);
    }

    [SkippableTheory]
    [MemberData(nameof(Aggregates))]
    public async Task An_example_of_an_aggregate_gives_what_it_says(string engineName, string function, int index)
    {
        Example example = Find(function, index);
        string[] cells = [.. (example.Column ?? "").Split(',').Select(c => c.Trim())];
        Table rows = new(example.Expression, cells.Any(c => c.Contains('.', StringComparison.Ordinal)) ? "x: decimal(12, 2)" : "x: int64");
        foreach (string cell in cells)
        {
            rows.Add(cell, "");
        }

        BoundProgram program = HasValue(example)
            ? Program.Bind(rows.Input.Columns, "| aggregate a = {0} | select id = 0, v = a, w = {1}", example.Expression, example.Result)
            : Program.Bind(rows.Input.Columns, "| aggregate a = {0} | select id = 0, v = a", example.Expression);
        await using IConformanceEngine engine = Engines.Open(engineName);
        ResultRow row = Assert.Single(await engine.RunAsync(program, rows.Input));

        Check(example, row);
    }

    private static bool HasValue(Example example) => example.Result is not ("fails" or "null");

    private static void Check(Example example, ResultRow row)
    {
        bool right = HasValue(example) ? !row.Failed && Same(row.Values[0], row.Values[1])
            : example.Result == "fails" ? row.Failed
            : !row.Failed && row.Values[0].Text is null;
        Assert.True(right, $"{example.Expression} is {(row.Failed ? "a failure" : row.Values[0])}, not {example.Result}");
    }

    private static bool Same(Value actual, Value expected) =>
        actual.Float is { } a && expected.Float is { } b ? a.Equals(b) : actual.Text == expected.Text;

    private static Example Find(string function, int index) =>
        FunctionCatalogue.Find(function)?.Examples[index] ?? throw new InvalidOperationException(function);

    private static TheoryData<string, string, int> Examples(Func<Example, bool> choose)
    {
        TheoryData<string, string, int> data = [];
        foreach (FlowFunction function in FunctionCatalogue.All)
        {
            for (int i = 0; i < function.Examples.Length; i++)
            {
                if (choose(function.Examples[i]))
                {
                    int index = i;
                    Engines.All.ToList().ForEach(e => data.Add(e.Name, function.Name, index));
                }
            }
        }

        return data;
    }
}
