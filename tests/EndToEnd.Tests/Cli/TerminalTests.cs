using System.IO.Compression;
using System.Text.RegularExpressions;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cli;

/// <summary>What a person sees: flowc and the program it starts in a pseudo-terminal, which `script` of util-linux makes.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Program = """
        type Row = { id: int64 @key, a: int32 }
        connection here: files { root: "data" }
        source rows: Row from here.csv("rows.csv.gz") { header: false }
        transform sums = from rows | aggregate n = count() by a
        pipeline shown { write sums order by a to console }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Mistakes_have_colours()
    {
        _folder.Write("ws/main.flow", "type T = { a: timestamp }\n");
        CommandResult result = await TerminalAsync("check ws");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\e[1;31m", result.Output, StringComparison.Ordinal);
        Assert.Contains("\e[0m", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task Who_wants_no_colours_gets_none(string name, string value)
    {
        _folder.Write("ws/main.flow", "type T = { a: timestamp }\n");
        CommandResult result = await TerminalAsync("check ws", (name, value));
        Assert.Contains("error FL", result.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("\e\\[[0-9;]*m", result.Output);
    }

    [SkippableFact]
    public async Task A_run_shows_bars_while_it_goes_then_a_table_and_the_report()
    {
        Write(parts: 30);
        CommandResult result = await TerminalAsync("run ws");
        Assert.True(result.ExitCode == 0, result.ToString());
        int bar = result.Output.IndexOf('━', StringComparison.Ordinal);
        int table = result.Output.IndexOf('╭', StringComparison.Ordinal);
        int report = result.Output.IndexOf("done in", StringComparison.Ordinal);
        Assert.True(bar >= 0 && bar < table && table < report, result.ToString());
        Assert.Matches("━+ +[0-9]+%", Plain(result.Output));
        Assert.Contains("\e[?25l", result.Output, StringComparison.Ordinal);
        Assert.True(
            result.Output.LastIndexOf("\e[?25h", StringComparison.Ordinal) > result.Output.LastIndexOf("\e[?25l", StringComparison.Ordinal),
            "the cursor is hidden for ever");
    }

    [SkippableFact]
    public async Task A_dumb_terminal_gets_plain_lines()
    {
        Write(parts: 1);
        CommandResult result = await TerminalAsync("run ws", ("TERM", "dumb"));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotMatch("\e\\[[0-9;]*m", result.Output);
        Assert.DoesNotContain('━', result.Output);
        Assert.DoesNotContain('╭', result.Output);
        Assert.Contains("done in", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Ctrl_c_stops_a_run_and_gives_the_cursor_back()
    {
        Write(parts: 2000);
        using RunningProgram terminal =
            RunningProgram.Start(Script(), _folder.Path, Arguments("run ws"), new Dictionary<string, string> { ["TERM"] = "xterm" });
        await terminal.UntilAsync(() => terminal.Said.Contains('━', StringComparison.Ordinal), "a bar was shown");
        await terminal.TypeAsync("\x03");
        Assert.Equal(130, await terminal.EndAsync());
        Assert.True(
            terminal.Said.LastIndexOf("\e[?25h", StringComparison.Ordinal) > terminal.Said.LastIndexOf("\e[?25l", StringComparison.Ordinal),
            terminal.Said);
        Assert.Contains("nothing of this run was committed", terminal.Said, StringComparison.Ordinal);
    }

    /// <summary>A program over a million rows for each part; gzip files may be put one behind the other.</summary>
    private void Write(int parts)
    {
        _folder.Write("ws/main.flow", Program);
        using MemoryStream part = new();
        using (StreamWriter rows = new(new GZipStream(part, CompressionLevel.Fastest, leaveOpen: true)))
        {
            for (int i = 0; i < 1_000_000; i++)
            {
                rows.Write("1234567,3\n");
            }
        }

        Directory.CreateDirectory(_folder["ws/data"]);
        using FileStream file = File.Create(_folder["ws/data/rows.csv.gz"]);
        for (int i = 0; i < parts; i++)
        {
            part.WriteTo(file);
        }
    }

    private static string Plain(string text) => Regex.Replace(text, "\e\\[[0-9;?]*[A-Za-z]", "");

    private Task<CommandResult> TerminalAsync(string command, params (string Name, string Value)[] variables)
    {
        Dictionary<string, string> all = new() { ["TERM"] = "xterm", ["NO_COLOR"] = "" };
        foreach ((string name, string value) in variables)
        {
            all[name] = value;
        }

        return Command.RunAsync(Script(), _folder.Path, Arguments(command), all);
    }

    private static string[] Arguments(string command) =>
        ["--quiet", "--return", "--command", $"stty cols 100 rows 30; exec '{Command.Flowc}' {command}", "/dev/null"];

    private static string Script()
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, "script")).FirstOrDefault(File.Exists);
        Skip.If(found is null, "needs `script` of util-linux, which makes a pseudo-terminal");
        return found ?? "";
    }
}
