using System.Text;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Http;

/// <summary>Executables and flowc that read files of a server.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    private const int Size = 4 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _server = new();

    private string Program => $$"""
        secret token = env("SITE_TOKEN")
        connection site: http { base_url: "{{_server.Url}}/data", token: token, retries: 1 }
        connection here: files { root: "." }
        source rows: { n: int64, word: text } from site.csv("rows_{month}.csv")
        pipeline load { write rows to here.csv("rows.csv") partition: month(start: 2024-01-01) }
        """;

    public Task InitializeAsync()
    {
        _server.Put("/data/rows_2024-01.csv", Lines());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_killed_download_goes_on_in_the_next_run()
    {
        BuiltProgram program = await BuildAsync();
        _server.Change = (_, answer) => answer with { StallsAt = 1 << 20 };
        using (RunningProgram running = RunningProgram.Start(program, "--interval", "2024-01"))
        {
            await running.UntilAsync(() => Part() is { Length: > 0 }, "a part of the file");
            await running.SignalAsync("KILL");
            await running.EndAsync();
        }

        _server.Change = (_, answer) => answer;
        CommandResult run = await program.RunAsync("--interval", "2024-01");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Matches("^bytes=[1-9][0-9]*-$", _server.Requests[^1]["Range"]);
        Assert.Equal(Lines(), await File.ReadAllTextAsync(_folder["rows.csv"]));
        Assert.All(_server.Requests, r => Assert.Equal("Bearer hush", r["Authorization"]));
        Assert.DoesNotContain("hush", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_full_disk_is_told()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder["disk"]);
        BuiltProgram program = await BuildAsync();
        CommandResult run = await program.RunAsync("--interval", "2024-01", "--ledger", _folder["disk/ledger.db"]);
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("error RT2048: site.csv(\"rows_{month}.csv\"): the file can't be kept in", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["rows.csv"]));
    }

    [Fact]
    public async Task A_sign_in_page_is_told_with_the_line_of_the_program()
    {
        BuiltProgram program = await BuildAsync();
        _server.Change = (_, _) => Answer.Text(200, "<!doctype html><title>Sign in</title>", "text/html");
        CommandResult run = await program.RunAsync("--interval", "2024-01");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error RT2046", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--> main.flow:5", run.Errors, StringComparison.Ordinal);
        Assert.Contains("the server says 200 OK, text/html", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_programs_that_read_servers_carry_the_library()
    {
        await BuildAsync();
        Assert.True(File.Exists(_folder["built/FlowLang.Connectors.Http.dll"]));
        using TemporaryFolder other = new();
        await BuiltProgram.FromTextAsync(other, """
            connection here: files { root: "." }
            source rows: { n: int64, word: text } from here.csv("rows.csv")
            pipeline load { write rows to here.csv("out.csv") }
            """);
        Assert.False(File.Exists(other["built/FlowLang.Connectors.Http.dll"]));
        Assert.False(File.Exists(other["built/Microsoft.Extensions.Http.dll"]));
    }

    [Fact]
    public async Task The_lock_takes_its_types_from_the_file_of_an_interval()
    {
        _folder.Write("ws/main.flow", $$"""
            connection site: http { base_url: "{{_server.Url}}/data" }
            source rows from site.csv("rows_{month}.csv")
            transform t = from rows
            """);
        CommandResult unknown = await Command.FlowcAsync(_folder.Path, "lock", "ws");
        Assert.Contains("say whose file is to be looked at: `--interval 2024-01`", unknown.Output, StringComparison.Ordinal);
        CommandResult locked = await Command.FlowcAsync(_folder.Path, "lock", "ws", "--interval", "2024-01");
        Assert.Contains("added rows", locked.Output, StringComparison.Ordinal);
        CommandResult check = await Command.FlowcAsync(_folder.Path, "check", "ws");
        Assert.True(check.ExitCode == 0, check.ToString());
    }

    private static string Lines()
    {
        StringBuilder text = new("n,word\n");
        for (int i = 1; text.Length < Size; i++)
        {
            text.Append($"{i},word\n");
        }

        return text.ToString();
    }

    private async Task<BuiltProgram> BuildAsync()
    {
        BuiltProgram program = await BuiltProgram.FromTextAsync(_folder, Program);
        program.Variables["SITE_TOKEN"] = "hush";
        return program;
    }

    private FileInfo? Part() => Directory.Exists(_folder["built/ws.http"])
        ? new DirectoryInfo(_folder["built/ws.http"]).EnumerateFiles("part", SearchOption.AllDirectories).FirstOrDefault()
        : null;
}
