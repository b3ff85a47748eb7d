using System.Globalization;
using System.Text;
using FlowLang.EndToEnd.Tests.BadInput;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Cli;

/// <summary>Ctrl-C in the middle of a flowc command: exit code 130, and nothing is left of what it was doing.</summary>
public sealed class InterruptTests : IDisposable
{
    private const string Program = """
        type Row = { id: int64 @key, a: int32 }
        connection here: files { root: "data" }
        source rows: Row from generator { rows: 20000000000, columns: { id: sequence(1), a: uniform(1, 1000) } }
        transform sums = from rows | aggregate n = count() by a
        pipeline endless { write rows to here.csv("out/rows.csv") }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables;

    public InterruptTests()
    {
        _folder.Write("ws/main.flow", Program);
        _variables = new()
        {
            ["TMPDIR"] = Directory.CreateDirectory(_folder["tmp"]).FullName,
            ["XDG_CACHE_HOME"] = Directory.CreateDirectory(_folder["cache"]).FullName,
        };
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_rolled_back_and_recorded_as_cancelled()
    {
        using RunningProgram flowc = Start("run", "ws");
        await flowc.UntilAsync(() => Hidden("ws/data/out").Any(f => new FileInfo(f).Length > 0), "it wrote rows");
        await InterruptAsync(flowc);
        Assert.Empty(Hidden("ws/data/out"));
        CommandResult runs = await Command.RunAsync(
            Directory.GetFiles(_folder["cache"], "ws", SearchOption.AllDirectories).Single(), _folder.Path,
            ["runs", "--ledger", _folder["ws/ws.ledger.db"]]);
        Assert.Contains("cancelled", runs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Showing_rows_ends()
    {
        using RunningProgram flowc = Start("show", "sums", "ws");
        await flowc.UntilAsync(() => Loaded(flowc).Contains("libduckdb", StringComparison.Ordinal), "the engine was loaded");
        await InterruptAsync(flowc);
    }

    [Fact]
    public async Task A_test_ends()
    {
        StringBuilder tests = new(Program);
        for (int i = 0; i < 2000; i++)
        {
            tests.Append(CultureInfo.InvariantCulture, $"\ntest \"number {i}\" for sums ")
                .Append("{ given rows [ { id: 1, a: 2 } ] expect [ { a: 2, n: 1 } ] }");
        }

        _folder.Write("ws/main.flow", tests.ToString());
        using RunningProgram flowc = Start("test", "ws");
        await flowc.UntilAsync(() => flowc.Said.Contains("pass", StringComparison.Ordinal), "a test passed");
        await InterruptAsync(flowc);
        Assert.DoesNotContain("number 1999", flowc.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_leaves_no_folder()
    {
        await InterruptBuildAsync("out");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task A_build_over_an_earlier_one_leaves_that_as_it_was()
    {
        CommandResult first = await Command.FlowcAsync(_folder.Path, "build", "ws", "-o", "out");
        Assert.True(first.ExitCode == 0, first.ToString());
        string before = Fingerprint("out");
        _folder.Write("ws/main.flow", Program.Replace("endless", "other", StringComparison.Ordinal));
        await InterruptBuildAsync("out");
        Assert.Equal(before, Fingerprint("out"));
        CommandResult described = await Command.RunAsync(_folder["out/ws"], _folder.Path, ["describe"]);
        Assert.Contains("pipeline endless", described.Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// Stops the build as soon as its hidden folder is seen. It may be about to put its files into their places when it goes on, and is
    /// then done: only such a build is tried again.
    /// </summary>
    private async Task InterruptBuildAsync(string output)
    {
        for (int attempt = 0; attempt < 5; attempt++)
        {
            using RunningProgram flowc = Start("build", "ws", "-o", output);
            await flowc.UntilAsync(() => Hidden(output).Any(), "it wrote into the folder");
            await flowc.SignalAsync("STOP");
            await flowc.SignalAsync("INT");
            await flowc.SignalAsync("CONT");
            int exitCode = await flowc.EndAsync();
            Assert.Empty(Hidden(output));
            if (exitCode != 0)
            {
                Assert.Equal(130, exitCode);
                AssertNoTemporaryFiles();
                return;
            }
        }

        Assert.Fail("no build was interrupted");
    }

    private async Task InterruptAsync(RunningProgram flowc)
    {
        await flowc.SignalAsync("INT");
        Assert.Equal(130, await flowc.EndAsync());
        AssertNoTemporaryFiles();
    }

    private void AssertNoTemporaryFiles() => Assert.Empty(Directory.GetFileSystemEntries(_folder["tmp"]));

    private RunningProgram Start(params string[] arguments) =>
        RunningProgram.Start(Command.Flowc, _folder.Path, arguments, _variables);

    /// <summary>What a process has mapped; empty when it is gone.</summary>
    private static string Loaded(RunningProgram program)
    {
        string maps = string.Create(CultureInfo.InvariantCulture, $"/proc/{program.Id}/maps");
        return File.Exists(maps) ? File.ReadAllText(maps) : "";
    }

    private IEnumerable<string> Hidden(string folder) => Directory.Exists(_folder[folder])
        ? Directory.GetFileSystemEntries(_folder[folder], ".*", new EnumerationOptions { AttributesToSkip = default })
        : [];

    private string Fingerprint(string folder) => string.Join('\n', Directory.GetFiles(_folder[folder]).Order(StringComparer.Ordinal)
        .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));
}
