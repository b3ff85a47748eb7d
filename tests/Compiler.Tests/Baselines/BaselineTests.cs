using FlowLang.Compiler.Tests.Baselines.Stages;

namespace FlowLang.Compiler.Tests.Baselines;

/// <summary>
/// Every stage's view of every program in tests/Baselines, as files beside the program. `FLOW_ACCEPT=1 dotnet test tests/Compiler.Tests
/// --filter Baselines` writes them anew; the difference is what a reviewer reads.
/// </summary>
public sealed class BaselineTests
{
    private static readonly BaselineStage[] s_stages =
    [
        new TokensStage(), new SyntaxStage(), new SymbolsStage(), new DiagnosticsStage(), new PlanStage(), new SqlStage(), new CodeStage(),
        new OperatorsStage(), new RowsStage(), new VariablesStage(),
    ];

    private static readonly string[] s_names =
    [
        .. Directory.GetDirectories(BaselineFolder.Root)
            .Where(folder => File.Exists(Path.Combine(folder, "main.flow")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Cases => [.. s_names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_stage_prints_what_it_printed_before(string name)
    {
        BaselineCase program = BaselineCase.Read(Path.Combine(BaselineFolder.Root, name));
        SortedDictionary<string, string> made = new(StringComparer.Ordinal);
        foreach ((string file, string text) in s_stages.SelectMany(stage => stage.Print(program)))
        {
            made.Add(file, text);
        }

        BaselineFolder.Compare(program.Folder, made);
    }

    /// <summary>A program that compiles runs too, except for those that say why not.</summary>
    [Fact]
    public void Programs_without_rows_are_those_that_say_why()
    {
        IEnumerable<string> without = s_names.Where(name => File.Exists(Path.Combine(BaselineFolder.Root, name, "plan.txt"))
                && !File.Exists(Path.Combine(BaselineFolder.Root, name, "rows.csv")));
        Assert.Equal(RowsStage.Without.Keys.Order(StringComparer.Ordinal), without);
    }

    [Fact]
    public void There_are_at_least_forty_programs() => Assert.True(s_names.Length >= 40);
}
