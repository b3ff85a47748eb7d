using Microsoft.Data.Sqlite;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary>The ledger of runs: where it lies, and what is done about one that can't be used.</summary>
public sealed class LedgerTests : IDisposable
{
    private const string FileName = "scripted.ledger.db";

    private readonly HostedProgram _host = new();

    private string Beside => _host.Box.Path("bin/" + FileName);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_ledger_is_shared_by_runs_and_survives_them()
    {
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily());
        await _host.RunAsync(program, "run", "--interval", "2024-01-01");
        await _host.RunAsync(program, "run", "--interval", "2024-01-02");
        Assert.Equal(["2024-01-02", "2024-01-01"], _host.Runs().Select(r => r.Interval));
    }

    [Fact]
    public async Task It_lies_beside_the_executable()
    {
        _host.Box.Write("bin/program", "");
        Assert.Equal(0, (await RunAsync()).Exit);
        Assert.True(File.Exists(Beside));
        Assert.DoesNotContain(FileName, _host.Box.Entries());
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("a folder of its name")]
    public async Task Where_that_can_not_be_written_it_lies_with_the_data(string why)
    {
        if (why != "nowhere")
        {
            Directory.CreateDirectory(Beside);
        }

        Assert.Equal(0, (await RunAsync()).Exit);
        Assert.Contains(FileName, _host.Box.Entries());
    }

    [Fact]
    public async Task One_that_is_busy_is_waited_for_and_never_gone_around()
    {
        _host.Box.Write("bin/program", "");
        await RunAsync();
        using (SqliteConnection other = new($"Data Source={Beside};Pooling=False"))
        {
            other.Open();
            using SqliteCommand hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            Refused(await RunAsync(), "another process holds it");
        }

        Assert.Equal(0, (await RunAsync()).Exit);
    }

    [Fact]
    public async Task One_that_is_damaged_is_told_and_left_alone()
    {
        string garbage = new('x', 5000);
        _host.Box.Write("bin/" + FileName, garbage);
        Refused(await RunAsync(), "damaged");
        Assert.Equal(garbage, await File.ReadAllTextAsync(Beside));
    }

    private void Refused((int Exit, string Out, string Error) run, string why)
    {
        Assert.Equal(2, run.Exit);
        Assert.Contains("RT7001", run.Error, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite Error", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(FileName, _host.Box.Entries());
    }

    private Task<(int Exit, string Out, string Error)> RunAsync() => _host.RunAsync(
        new ScriptedProgram().Add(new("plain", "m.flow", 1)), ["run"],
        surroundings => surroundings with { ProgramDirectory = _host.Box.Path("bin"), LedgerPatience = TimeSpan.FromSeconds(1) });
}
