using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Cli;

/// <summary>What `flowc new` makes is a workspace on which every command works.</summary>
public sealed class NewWorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_runs_at_once()
    {
        await New();
        CommandResult run = await Flowc("run", "shop");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(32, (await File.ReadAllLinesAsync(_folder["shop/data/daily.csv"])).Length);
        Assert.True(File.Exists(_folder["shop/shop.ledger.db"]));
    }

    [Fact]
    public async Task Its_test_passes_and_fails_with_the_rows_when_the_expectation_is_wrong()
    {
        await New();
        CommandResult passing = await Flowc("test", "shop");
        Assert.True(passing.ExitCode == 0, passing.ToString());
        string main = await File.ReadAllTextAsync(_folder["shop/main.flow"]);
        _folder.Write("shop/main.flow", main.Replace("revenue: 47.50", "revenue: 47.00", StringComparison.Ordinal));
        CommandResult failing = await Flowc("test", "shop");
        Assert.Equal(1, failing.ExitCode);
        Assert.Matches("- 2024-01-05T00:00:00Z .*47\\.00", failing.Output);
        Assert.Matches("\\+ 2024-01-05T00:00:00Z .*47\\.50", failing.Output);
    }

    [Fact]
    public async Task Rows_are_shown_and_steps_explained()
    {
        await New();
        CommandResult shown = await Flowc("show", "daily", "shop", "--take", "3");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.Contains("3 rows", shown.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["shop/data/daily.csv"]));
        CommandResult explained = await Flowc("explain", "paid_orders", "shop");
        Assert.Contains("filter amount >= 5.00", explained.Output, StringComparison.Ordinal);
        Assert.Contains("-- stage paid_orders", explained.Output, StringComparison.Ordinal);
        CommandResult unknown = await Flowc("show", "dayly", "shop");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("daily", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_builds_into_a_folder_that_runs_elsewhere()
    {
        await New();
        CommandResult built = await Flowc("build", "shop", "-o", "out", "--framework-dependent", "--package");
        Assert.True(built.ExitCode == 0, built.ToString());
        Assert.False(File.Exists(_folder["out/Npgsql.dll"]));
        Assert.True(File.Exists(_folder["out/shop.manifest.json"]));
        string sum = await File.ReadAllTextAsync(_folder["out/shop.tar.gz.sha256"]);
        Assert.Matches("^[0-9a-f]{64}  shop.tar.gz\n$", sum);
        CommandResult run = await Command.RunAsync(_folder["out/shop"], _folder["out"], ["run"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(File.Exists(_folder["out/data/daily.csv"]));
    }

    [Fact]
    public async Task A_folder_with_a_program_is_left_alone()
    {
        await New();
        CommandResult again = await Flowc("new", "shop");
        Assert.Equal(2, again.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private async Task New() => Assert.Equal(0, (await Flowc("new", "shop")).ExitCode);

    private Task<CommandResult> Flowc(params string[] arguments) => Command.FlowcAsync(_folder.Path, arguments);
}
