using System.Globalization;
using System.Text;
using FlowLang.Conformance.Tests.Engine;
using FlowLang.Conformance.Tests.Tables;
using FlowLang.Semantics.Functions;

namespace FlowLang.Conformance.Tests;

/// <summary>
/// `docs/conformance.md` says how many cases hold each function on each engine. `FLOW_ACCEPT=1 dotnet test tests/Conformance.Tests --filter
/// DocumentTests` writes it.
/// </summary>
public sealed class DocumentTests
{
    private static readonly Table[] s_scalars = [.. NumberTables.All, .. TextTables.All, .. TimeTables.All, .. AnalyticTables.All];

    [Fact]
    public void The_page_of_conformance_is_what_the_tables_give()
    {
        string path = Path.Combine(Repository(), "docs", "conformance.md");
        string page = Page();
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    private static string Page()
    {
        StringBuilder page = new();
        page.Append("""
            # Conformance

            One program means the same on every engine. Each case is an expression over hostile values and the value that it must give; it
            runs on every engine that has the function. `refused`: a pipeline on that engine that uses it does not compile (FL5020). The
            cases are in `tests/Conformance.Tests/Tables` and in the functions' own examples; a test writes this page. Random queries come
            on top: a thousand a run, compared with the embedded engine row by row.


            """.ReplaceLineEndings("\n"));
        Group(page, "Operators", [
            ("arithmetic", Lines(ArithmeticTables.All), _ => true), ("casts", Lines(CastTables.All), _ => true),
            ("comparison and logic", Lines(ComparisonTables.All), _ => true)]);
        foreach (var category in FunctionCatalogue.All.GroupBy(f => f.Category).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Group(page, $"Functions: {category.Key}", [
                .. category.OrderBy(f => f.Name, StringComparer.Ordinal)
                    .Select(f => ($"`{f.Name}`", Cases(f), (Func<EngineChoice, bool>)(e => e.Has(f))))]);
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static void Group(StringBuilder page, string title, IReadOnlyList<(string Name, int Cases, Func<EngineChoice, bool> Has)> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| | cases | {string.Join(" | ", Engines.All.Select(e => e.Name))} |\n");
        page.Append(CultureInfo.InvariantCulture, $"| --- | ---: |{string.Concat(Engines.All.Select(_ => " --- |"))}\n");
        foreach ((string name, int cases, Func<EngineChoice, bool> has) in rows)
        {
            string engines = string.Concat(Engines.All.Select(e => has(e) ? " yes |" : " refused |"));
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {cases} |{engines}\n");
        }

        page.Append('\n');
    }

    private static int Lines(IEnumerable<Table> tables) => tables.Sum(t => t.Lines.Count);

    private static int Cases(FlowFunction function) =>
        function.Examples.Length + s_scalars.Where(t => Uses(t.Expression, function.Name)).Sum(t => t.Lines.Count)
        + AggregateTables.All.Where(t => Uses(t.Expression, function.Name)).Sum(t => t.Groups.Count);

    // A call as `name(` that is not the end of another name.
    private static bool Uses(string expression, string function)
    {
        int at = expression.IndexOf(function + "(", StringComparison.Ordinal);
        return at == 0 || (at > 0 && !char.IsLetterOrDigit(expression[at - 1]) && expression[at - 1] != '_');
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FlowLang.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run below the repository.");
    }
}
