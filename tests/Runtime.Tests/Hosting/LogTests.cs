using System.Text.Json;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary>What a run shows: JSON lines, tables, a terminal.</summary>
public sealed class LogTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Json_lines_have_the_fields_of_cloud_logging()
    {
        _host.Box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), HostedProgram.CopyAsync);
        (_, string output, string error) = await _host.RunAsync(program, "run", "--interval", "2024-01-01", "--log", "json");
        Assert.Empty(error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(lines, l => Assert.Equal("INFO", l.GetProperty("severity").GetString()));
        Assert.All(lines, l =>
            Assert.Equal(("daily", "2024-01-01"), (l.GetProperty("pipeline").GetString(), l.GetProperty("interval").GetString())));
        Assert.Contains(lines, l => l.TryGetProperty("written", out JsonElement written) && written.GetInt64() == 1);
        Assert.All(lines, l => Assert.True(l.GetProperty("time").TryGetDateTimeOffset(out _)));
    }

    [Fact]
    public async Task A_console_sink_shows_its_rows_when_the_run_is_committed()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), async (run, cancel) =>
        {
            await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
            await duck.WriteAsync(
                new WriteRequest("zones")
                {
                    Sql = "SELECT 'Queens' AS borough, 1234::BIGINT AS trips UNION ALL SELECT NULL, 5",
                    Sink = new ConsoleSink("zones"),
                    Columns = [new("borough", ColumnType.Text, true), new("trips", ColumnType.Int64)],
                },
                cancel);
            await run.CommitAsync(cancel);
        });
        string output = (await _host.RunAsync(program, "run")).Out;
        Assert.Contains("zones\n  borough  trips\n  -------  -----\n  Queens    1234\n  null         5\n  2 rows", output,
            StringComparison.Ordinal);
        Assert.Contains("\"row\":{\"borough\":\"Queens\",\"trips\":\"1234\"}", (await _host.RunAsync(program, "run", "--log", "json")).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_for_debugging_are_for_machines()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), async (run, cancel) =>
        {
            run.Log.Write(LogLevel.Debug, "looked at it", new KeyValuePair<string, object?>("lag", 7));
            run.Log.Info("began");
            await run.CommitAsync(cancel);
        });
        string text = (await _host.RunAsync(program, "run")).Out;
        Assert.Contains("began", text, StringComparison.Ordinal);
        Assert.DoesNotContain("looked at it", text, StringComparison.Ordinal);
        string json = (await _host.RunAsync(program, "run", "--log", "json")).Out;
        Assert.Contains(json.Split('\n'), line => line.Contains("\"severity\":\"DEBUG\"", StringComparison.Ordinal)
            && line.Contains("\"lag\":7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_terminal_there_are_bars_tables_and_the_report()
    {
        _host.Box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), async (run, cancel) =>
        {
            await HostedProgram.CopyAsync(run, cancel);
            run.Log.Table(new RowTable("shown [x]", Sandbox.Columns("b"), [["<1>"], [null]], 2));
        });
        using var output = new StringWriter { NewLine = "\n" };
        int exit = await ProgramHost.RunAsync(program, ["run", "--ledger", "ledger.db"], new HostEnvironment
        {
            Out = output,
            Error = output,
            IsTerminal = true,
            Directory = _host.Box.Folder,
            Variable = _host.Variables.GetValueOrDefault,
        });
        Assert.Equal(0, exit);
        Assert.Contains("[x]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("written 1", output.ToString(), StringComparison.Ordinal);
    }
}
