using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;
using FlowLang.Semantics.Bound;

namespace FlowLang.Conformance.Tests;

/// <summary>Runs a table on an engine and says which lines came out otherwise.</summary>
internal static class Conformance
{
    public static async Task CheckAsync(string name, Table table)
    {
        BoundProgram program = Bind(table);
        await using IConformanceEngine engine = Engines.Open(name);
        Engines.SkipWhereRefused(name, program);
        table = table.On(engine);
        Input input = table.Input;
        IReadOnlyList<ResultRow> rows = await engine.RunAsync(program, input);
        Compare(engine, table.ToString(), [.. table.Lines.Select(l => (string.Join(" | ", l.SkipLast(1)), l[^1]))], rows);
    }

    public static BoundProgram Bind(Table table) => Program.Bind(table.Input.Columns, "| select id, v = {0}", table.Expression);

    /// <summary>
    /// All groups under `by`, the first ones and the empty one without `by`, and aggregates without an order over a window too.
    /// </summary>
    public static async Task CheckAsync(string name, GroupTable table)
    {
        await using IConformanceEngine engine = Engines.Open(name);
        Input all = table.InputOf(_ => true);
        if (all.Cells.Count > 0)
        {
            BoundProgram grouped = Program.Bind(all.Columns, "| aggregate v = {0} by id = g", table.Expression);
            CompareGroups(engine, table, "by group", await engine.RunAsync(grouped, all));
        }

        for (int g = 0; g < table.Groups.Count; g++)
        {
            int group = g;
            if (table.Groups[g].Rows.Length > 0 && g > 1)
            {
                continue;
            }

            Input one = table.InputOf(i => i == group);
            BoundProgram whole = Program.Bind(one.Columns, "| aggregate v = {0} | select id = " + group + ", v", table.Expression);
            CompareGroups(engine, table, "without by", await engine.RunAsync(whole, one));
        }

        if (all.Cells.Count > 0 && !table.Expression.Contains(" sort ", StringComparison.Ordinal))
        {
            BoundProgram over = Program.Bind(all.Columns, "| derive v = {0} | select id = g, v", table.Expression + " over (by g)");
            CompareGroups(engine, table, "over a window", await engine.RunAsync(over, all));
        }
    }

    private static void CompareGroups(IConformanceEngine engine, GroupTable table, string how, IReadOnlyList<ResultRow> rows)
    {
        List<string> wrong = [];
        Assert.NotEmpty(rows);
        foreach (ResultRow row in rows)
        {
            (string given, string expected) = table.Groups[(int)row.Id];
            AddIfWrong(wrong, given, expected, row);
        }

        Assert.True(wrong.Count == 0, $"{engine.Name}, {how}: {table}\n{string.Join("\n", wrong.Distinct())}");
    }

    private static void Compare(
        IConformanceEngine engine, string title, IReadOnlyList<(string Given, string Expected)> lines, IReadOnlyList<ResultRow> rows)
    {
        Assert.Equal(lines.Count, rows.Count);
        List<string> wrong = [];
        foreach (ResultRow row in rows)
        {
            AddIfWrong(wrong, lines[(int)row.Id].Given, lines[(int)row.Id].Expected, row);
        }

        Assert.True(wrong.Count == 0, $"{engine.Name}: {title}\n{string.Join("\n", wrong)}");
    }

    private static void AddIfWrong(List<string> wrong, string given, string expected, ResultRow row)
    {
        bool right = expected == "fails" ? row.Failed : !row.Failed && row.Values[0].Is(expected);
        if (!right)
        {
            wrong.Add($"  {Short(given)} -> {Short(expected)}, but it is {(row.Failed ? "fails" : row.Values[0])}");
        }
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
