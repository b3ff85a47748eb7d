using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Escapes;

/// <summary>`fn … = csharp`: methods of the workspace in checks, tests and executables.</summary>
public sealed class FunctionTests : IDisposable
{
    private const string Program = """
        import { plain, rate } from "./functions.flow"
        type Trip = { id: int64 @key, zone: int32?, fare: decimal(8, 2), note: text? }
        connection lake: files { root: "." }
        source trips: Trip from lake.csv("trips.csv")
        transform clean =
          from trips
          | where id < 100
          | derive plain_note = note.plain(), dear = rate(fare, zone: zone) else reject "no rate"
        pipeline p { write clean order by id to lake.csv("out.csv") { rejects: lake.csv("rejects.csv") } }
        pipeline strict { write (from trips | select id, dear = rate(fare, zone)) to lake.csv("strict.csv") }
        test "notes are plain" for clean {
          given trips [ { id: 1, zone: 2, fare: 1.50, note: "A-B" }, { id: 2, zone: null, fare: 1.50, note: null },
                        { id: 3, zone: 13, fare: 1.00 } ]
          expect [ { id: 1, plain_note: "ab!", dear: 3.000 }, { id: 2, plain_note: null, dear: 0.000 } ]
        }

        """;

    private const string Functions = """
        fn plain(x: text, mark: text = "!") -> text? = csharp "Taxi.Texts.Plain" pure
        fn rate(fare: decimal(8, 2), zone: int32?) -> decimal(10, 3) = csharp "Taxi.Rates.Of" pure

        """;

    private const string Texts = """
        using System.Text.RegularExpressions;

        namespace Taxi;

        public static class Texts
        {
            public static string? Plain(string x, string mark) =>
                x == "empty" ? null : Regex.Replace(x, "[^A-Za-z]", "").ToLowerInvariant() + mark;
        }

        """;

    private const string Rates = """
        namespace Taxi;

        internal static class Rates
        {
            internal static decimal Of(decimal fare, int? zone) =>
                zone == 13 ? throw new ArgumentException("zone 13 has no rate") : fare * (zone ?? 0);
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public FunctionTests()
    {
        _folder.Write("ws/main.flow", Program);
        _folder.Write("ws/functions.flow", Functions);
        _folder.Write("ws/Texts.cs", Texts);
        _folder.Write("ws/sub/Rates.cs", Rates);
        _folder.Write("trips.csv", "id,zone,fare,note\n1,2,1.50,A-B\n2,,1.50,\n3,13,1.00,empty\n4,1,2.00,empty\n500,13,1.00,x\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_executable_calls_it_for_the_rows_that_are_there_and_takes_what_it_throws_as_a_failure()
    {
        BuiltProgram program = await BuiltProgram.CreateAsync(_folder["ws"], _folder.Path);
        CommandResult run = await program.RunAsync("p");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(
            "id,zone,fare,note,plain_note,dear\n1,2,1.50,A-B,ab!,3.000\n2,,1.50,,,0.000\n4,1,2.00,empty,,2.000\n",
            await File.ReadAllTextAsync(_folder["out.csv"]));
        Assert.Contains("read 5 = written 3 + rejected 1 + filtered 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("`rate` threw in", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("ArgumentException: zone 13 has no rate", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_handler_what_it_throws_fails_the_run_and_shows_the_row()
    {
        BuiltProgram program = await BuiltProgram.CreateAsync(_folder["ws"], _folder.Path);
        CommandResult run = await program.RunAsync("strict");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("RT4001", run.Errors, StringComparison.Ordinal);
        Assert.Contains("`rate(fare, zone)` threw", run.Errors, StringComparison.Ordinal);
        Assert.Contains("trips.csv:3", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["strict.csv"]));
    }

    [Fact]
    public async Task Tests_call_it_too()
    {
        CommandResult result = await Command.FlowcAsync(_folder.Path, "test", "ws");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("1 passed", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x == \"empty\"", "y == \"empty\"", "FL5033", "CS0103", "--> Texts.cs:8:9")]
    [InlineData("string? Plain(", "string? Plainer(", "FL5034", "did you mean `Taxi.Texts.Plainer`?", "--> functions.flow:1:55")]
    [InlineData("string mark)", "string mark, int n)", "FL5035", "this takes 3 arguments; the `fn` has 2", "--> functions.flow:1:55")]
    [InlineData("string mark)", "object mark)", "FL5035", "`mark` is `object`; text is `string`", "--> Texts.cs:7:27")]
    [InlineData("public static string? Plain", "private static string? Plain", "FL5035", "this is private", "--> functions.flow:1:55")]
    [InlineData("namespace Taxi;", "", "FL5036", "`Texts` stands in no namespace", "--> Texts.cs:5:21")]
    public async Task What_the_C_sharp_is_not_is_found_by_the_check(string from, string to, string code, string message, string place)
    {
        _folder.Write("ws/Texts.cs", Texts.Replace(from, to, StringComparison.Ordinal));
        CommandResult check = await Command.FlowcAsync(_folder.Path, "check", "ws");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"error {code}", check.Output, StringComparison.Ordinal);
        Assert.Contains(message, check.Output, StringComparison.Ordinal);
        Assert.Contains(place, check.Output, StringComparison.Ordinal);
        Assert.Contains("1 error", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-> text? = csharp", "-> text = csharp", "this gives `string?`; text is `string`")]
    [InlineData("zone: int32?", "zone: int64?", "`zone` is `int?`; int64? is `long?`")]
    [InlineData("-> decimal(10, 3)", "-> float64", "this gives `decimal`; float64 is `double`")]
    [InlineData("x: text,", "x: text?,", "`x` is `string`; text? is `string?`")]
    public async Task The_method_has_to_take_and_give_what_the_declaration_says(string from, string to, string message)
    {
        _folder.Write("ws/functions.flow", Functions.Replace(from, to, StringComparison.Ordinal));
        CommandResult check = await Command.FlowcAsync(_folder.Path, "check", "ws");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("error FL5035", check.Output, StringComparison.Ordinal);
        Assert.Contains(message, check.Output, StringComparison.Ordinal);
    }
}
