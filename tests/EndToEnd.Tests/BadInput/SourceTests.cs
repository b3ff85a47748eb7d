using System.Text;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>Programs that are no programs: flowc says what is wrong, in time, and ends with 1.</summary>
public sealed class SourceTests
{
    [Fact]
    public async Task A_megabyte_of_garbage_is_told_so()
    {
        Random random = new(7);
        string garbage = string.Concat(Enumerable.Range(0, 1_000_000).Select(_ => (char)random.Next(33, 127)));
        string said = await RefusedAsync(("main.flow", garbage));
        Assert.InRange(said.Length, 10, 200_000);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_told_so()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = new byte[1_000_000];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(folder["main.flow"], bytes);
        CommandResult result = await Command.FlowcAsync(folder.Path, "check", folder.Path);
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("UTF-8", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{ a: ", " }")]
    [InlineData("not ", "")]
    [InlineData("-", "")]
    [InlineData("case { when true -> ", " }")]
    [InlineData("abs(", ")")]
    public async Task Nesting_ten_thousand_deep_is_refused(string open, string close)
    {
        StringBuilder text = new("transform t = from x | where ");
        text.Insert(text.Length, open, 10_000).Append('1').Insert(text.Length, close, 10_000);
        await RefusedAsync(("main.flow", text.ToString()));
    }

    [Fact]
    public async Task Queries_ten_thousand_deep_are_refused()
    {
        StringBuilder text = new("transform t = from ");
        text.Insert(text.Length, "(from ", 10_000).Append('x').Append(')', 10_000);
        await RefusedAsync(("main.flow", text.ToString()));
    }

    [Fact]
    public async Task Files_may_not_import_each_other_in_a_circle()
    {
        string said = await RefusedAsync(
            ("main.flow", """import { a } from "./a.flow" """),
            ("a.flow", """import { b } from "./b.flow" """),
            ("b.flow", """import { a } from "./a.flow" """));
        Assert.Contains("a.flow", said, StringComparison.Ordinal);
        Assert.Contains("b.flow", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_may_not_leave_the_workspace()
    {
        using TemporaryFolder outside = new();
        outside.Write("rules.flow", "type Secret = { a: int64 }");
        await RefusedAsync(("main.flow", $"import {{ Secret }} from \"{outside["rules.flow"]}\""));
    }

    [Fact]
    public async Task A_link_out_of_the_workspace_is_refused()
    {
        using TemporaryFolder outside = new();
        outside.Write("rules.flow", "type Secret = { a: int64 }");
        using TemporaryFolder folder = new();
        folder.Write("main.flow", "type T = { a: int64 }");
        File.CreateSymbolicLink(folder["rules.flow"], outside["rules.flow"]);
        CommandResult result = await Command.FlowcAsync(folder.Path, "check", folder.Path);
        Assert.True(result.ExitCode is 1 or 2, result.ToString());
        Assert.Contains("rules.flow", result.Output + result.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(params (string File, string Text)[] files)
    {
        using TemporaryFolder folder = new();
        foreach ((string file, string text) in files)
        {
            folder.Write(file, text);
        }

        CommandResult result = await Command.FlowcAsync(folder.Path, "check", folder.Path).WaitAsync(TimeSpan.FromSeconds(60));
        string said = result.Output + result.Errors;
        Assert.True(result.ExitCode == 1, result.ExitCode + "\n" + said[..Math.Min(said.Length, 4000)]);
        Assert.Matches("FL[0-9]{4}", said);
        Assert.DoesNotContain("FL9", said, StringComparison.Ordinal);
        return said;
    }
}
