using System.Text.Json;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary>The executable's command line, through the door that generated code uses.</summary>
public sealed class ProgramHostTests : IDisposable
{
    private readonly Sandbox _box = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Run_runs_pipelines_behind_those_they_come_after()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("late", "m.flow", 1) { After = ["early"] }).Add(new("early", "m.flow", 2));
        Assert.Equal(0, (await HostAsync(program, "run")).Exit);
        Assert.Equal(["early@ dev", "late@ dev"], program.Log);
    }

    [Fact]
    public async Task Only_the_named_pipelines_run()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1)).Add(new("b", "m.flow", 2));
        Assert.Equal(0, (await HostAsync(program, "run", "b")).Exit);
        Assert.Equal(["b@ dev"], program.Log);
    }

    [Theory]
    [InlineData("RT1008", "run", "nope")]
    [InlineData("RT1000", "runn")]
    [InlineData("RT1000", "run", "--nope")]
    [InlineData("RT1000", "run", "--log", "xml")]
    [InlineData("RT1002", "run", "--param", "nope=1")]
    [InlineData("RT1002", "run", "--param", "env")]
    [InlineData("RT1003", "run", "--param", "env=test")]
    [InlineData("RT1003", "run", "--param", "limit=many")]
    [InlineData("RT1004", "run", "daily")]
    [InlineData("RT1004", "run", "plain", "--interval", "2024-01-01")]
    [InlineData("RT1005", "run", "daily", "--interval", "2024-13-01")]
    [InlineData("RT1005", "run", "daily", "--interval", "2023-12-31")]
    [InlineData("RT1006", "run", "plain", "--environment", "nope")]
    [InlineData("RT1007", "run", "plain", "--memory", "lots")]
    [InlineData("RT1010", "serve")]
    [InlineData("RT1010", "backfill", "hourly", "--from", "2024-01-01")]
    [InlineData("RT7001", "run", "plain", "--ledger", "missing/folder/x.db")]
    public async Task Mistakes_of_usage_exit_with_2_and_start_nothing(string code, params string[] args)
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("plain", "m.flow", 1)).Add(Daily());
        (int exit, _, string error) = await HostAsync(program, args);
        Assert.Equal(2, exit);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.Empty(program.Log);
    }

    [Theory]
    [InlineData(IntervalUnit.Hour, "2024-01-01T05")]
    [InlineData(IntervalUnit.Day, "2024-02-29")]
    [InlineData(IntervalUnit.Week, "2024-W09")]
    [InlineData(IntervalUnit.Month, "2024-02")]
    public async Task An_interval_is_given_in_its_unit_s_form(IntervalUnit unit, string text)
    {
        ScriptedProgram program = new ScriptedProgram().Add(
            Daily() with { Partition = new(unit, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) });
        Assert.Equal(0, (await HostAsync(program, "run", "--interval", text)).Exit);
        Assert.Equal([$"daily@{text} dev"], program.Log);
    }

    [Fact]
    public async Task Parameters_come_from_the_environment_and_the_command_line()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1));
        await HostAsync(program, "run", "--environment", "live");
        await HostAsync(program, "run", "--environment", "live", "--param", "env=dev");
        Assert.Equal(["a@ prod", "a@ dev"], program.Log);
    }

    [Fact]
    public async Task A_missing_secret_is_told_and_a_present_one_never_printed()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(new("a", "m.flow", 1), async (run, cancel) =>
        {
            run.Log.Info($"secret is {run.Settings.Secret("pw")}");
            await run.CommitAsync(cancel);
        });
        (int exit, _, string error) = await HostAsync(program, "run");
        Assert.Equal(2, exit);
        Assert.Contains("TEST_PW", error, StringComparison.Ordinal);
        _variables["TEST_PW"] = "hunter2";
        (exit, string output, error) = await HostAsync(program, "run");
        Assert.Equal(0, exit);
        Assert.Contains("secret is ***", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_run_exits_with_1_and_what_comes_after_is_left_out()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 7), (_, _) =>
            throw Broken(transient: false)).Add(new("b", "m.flow", 2) { After = ["a"] })
            .Add(new("c", "m.flow", 3));
        (int exit, _, string error) = await HostAsync(program, "run");
        Assert.Equal(1, exit);
        Assert.Contains("error RT4001: broken\n  --> m.flow:7", error, StringComparison.Ordinal);
        Assert.Contains("b: left out", error, StringComparison.Ordinal);
        Assert.Equal(["c@ dev"], program.Log);
        Assert.Equal([("c", RunState.Done), ("a", RunState.Failed)], Runs().Select(r => (r.Pipeline, r.State)));
    }

    [Fact]
    public async Task An_incompatible_schema_exits_with_3()
    {
        _box.Write("t.csv", "b\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), CopyAsync);
        Assert.Equal(3, (await HostAsync(program, "run")).Exit);
        Assert.DoesNotContain("out.parquet", _box.Entries());
    }

    [Fact]
    public async Task Transient_errors_are_retried_and_others_are_not()
    {
        int attempts = 0;
        var retry = new RetryPolicy(3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), Exponential: true);
        ScriptedProgram program = new ScriptedProgram().Add(
            new("a", "m.flow", 1) { Retry = retry }, (run, cancel) => ++attempts < 3
                ? throw Broken(transient: true)
                : run.CommitAsync(cancel));
        Assert.Equal(0, (await HostAsync(program, "run")).Exit);
        Assert.Equal([3, 2, 1], Runs().Select(r => r.Attempt));
        program = new ScriptedProgram().Add(new("b", "m.flow", 1) { Retry = retry }, (_, _) => throw Broken(transient: false));
        Assert.Equal(1, (await HostAsync(program, "run")).Exit);
        Assert.Single(Runs(), r => r.Pipeline == "b");
    }

    [Fact]
    public async Task A_pipeline_that_takes_too_long_is_stopped()
    {
        ScriptedProgram program = new ScriptedProgram().Add(
            new("a", "m.flow", 1) { Timeout = TimeSpan.FromMilliseconds(50) }, (_, cancel) => Task.Delay(Timeout.Infinite, cancel));
        (int exit, _, string error) = await HostAsync(program, "run");
        Assert.Equal(1, exit);
        Assert.Contains("RT4010", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_exits_with_130_and_commits_nothing()
    {
        using var stop = new CancellationTokenSource();
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
        });
        Assert.Equal(130, (await HostAsync(program, ["run"], stop.Token)).Exit);
        Assert.Equal(RunState.Cancelled, Assert.Single(Runs()).State);
    }

    [Fact]
    public async Task Something_unexpected_is_told_without_a_stack_trace()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), (_, _) => throw new InvalidOperationException("odd"));
        (int exit, _, string error) = await HostAsync(program, "run");
        Assert.Equal(1, exit);
        Assert.Contains("RT9001", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_reports_and_records_where_its_rows_went()
    {
        _box.Write("t.csv", "a\n1\n2\n\"x\"y\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), CopyAsync);
        (int exit, string output, _) = await HostAsync(program, "run");
        Assert.Equal(0, exit);
        Assert.Contains("r → lake.parquet(\"out.parquet\"): read 3 = written 2 + rejected 1 + filtered 0", output,
            StringComparison.Ordinal);
        Assert.Contains("  lake.csv(\"t.csv\"): 3 rows\n", output, StringComparison.Ordinal);
        Assert.Contains("from lake: rejected 1 (not readable)", output, StringComparison.Ordinal);
        Assert.Equal(new RunTotals(3, 2, 1, 0), Assert.Single(Runs()).Totals);
        Assert.Contains("written", (await HostAsync(program, "runs")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_checks_everything_and_writes_nothing()
    {
        _box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), CopyAsync);
        (int exit, string output, _) = await HostAsync(program, "run", "--dry-run");
        Assert.Equal(0, exit);
        Assert.Contains("would write lake.parquet(\"out.parquet\"): creates out.parquet", output, StringComparison.Ordinal);
        Assert.Equal(["t.csv"], _box.Entries());
        _box.Write("t.csv", "b\n1\n");
        Assert.Equal(3, (await HostAsync(program, "run", "--dry-run")).Exit);
    }

    [Fact]
    public async Task Doctor_says_what_is_missing()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(new("a", "m.flow", 1), CopyAsync);
        (int exit, string output, _) = await HostAsync(program, "doctor");
        Assert.Equal(2, exit);
        Assert.Contains("FAIL  secret pw", output, StringComparison.Ordinal);
        _variables["TEST_PW"] = "x";
        (exit, output, string error) = await HostAsync(program, "doctor");
        Assert.Equal(1, exit);
        Assert.Contains("RT2001", error, StringComparison.Ordinal);
        _box.Write("t.csv", "a\n1\n");
        (exit, output, _) = await HostAsync(program, "doctor");
        Assert.Equal(0, exit);
        Assert.Contains("ok    pipeline a", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_have_the_fields_of_cloud_logging()
    {
        _box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(Daily(), CopyAsync);
        (_, string output, string error) = await HostAsync(program, "run", "--interval", "2024-01-01", "--log", "json");
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
        string output = (await HostAsync(program, "run")).Out;
        Assert.Contains("zones\n  borough  trips\n  -------  -----\n  Queens    1234\n  null         5\n  2 rows", output,
            StringComparison.Ordinal);
        Assert.Contains("\"row\":{\"borough\":\"Queens\",\"trips\":\"1234\"}", (await HostAsync(program, "run", "--log", "json")).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_there_are_bars_tables_and_the_report()
    {
        _box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), async (run, cancel) =>
        {
            await CopyAsync(run, cancel);
            run.Log.Table(new RowTable("shown [x]", Sandbox.Columns("b"), [["<1>"], [null]], 2));
        });
        using var output = new StringWriter { NewLine = "\n" };
        int exit = await ProgramHost.RunAsync(program, ["run", "--ledger", "ledger.db"], new HostEnvironment
        {
            Out = output,
            Error = output,
            IsTerminal = true,
            Directory = _box.Folder,
            Variable = _variables.GetValueOrDefault,
        });
        Assert.Equal(0, exit);
        Assert.Contains("[x]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("written 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_and_version_open_nothing()
    {
        ScriptedProgram program = new ScriptedProgram { WithSecret = true }.Add(Daily());
        (int exit, string output, _) = await HostAsync(program, "describe");
        Assert.Equal(0, exit);
        Assert.Contains("pipeline daily", output, StringComparison.Ordinal);
        Assert.Contains("param env: text in [dev, prod] = dev", output, StringComparison.Ordinal);
        Assert.Equal(program.Manifest, (await HostAsync(program, "describe", "--json")).Out.Trim());
        Assert.Equal("-- load/trips\nSELECT 1", (await HostAsync(program, "describe", "--sql")).Out.Trim());
        Assert.Contains("raw.n", (await HostAsync(program, "describe", "--lineage")).Out, StringComparison.Ordinal);
        (exit, output, _) = await HostAsync(program, "--version");
        Assert.Equal((0, "scripted abcdef0123456789 (compiler 0.1.0)"), (exit, output.Trim()));
        Assert.Contains("--interval", (await HostAsync(program, "run", "--help")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_is_shared_by_runs_and_survives_them()
    {
        ScriptedProgram program = new ScriptedProgram().Add(Daily());
        await HostAsync(program, "run", "--interval", "2024-01-01");
        await HostAsync(program, "run", "--interval", "2024-01-02");
        Assert.Equal(["2024-01-02", "2024-01-01"], Runs().Select(r => r.Interval));
    }

    private static PipelineDefinition Daily() =>
        new("daily", "m.flow", 2) { Partition = new(IntervalUnit.Day, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) };

    private static FlowException Broken(bool transient) => new(new FlowError("RT4001", "broken") { Transient = transient });

    private static async Task CopyAsync(BatchRun run, CancellationToken cancel)
    {
        var lake = new FilesConnection("lake", "", run.Settings);
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        await duck.ReadAsync(lake.Csv("t.csv", Sandbox.Columns("a")), "r", cancel);
        await duck.WriteAsync(
            new WriteRequest("r")
            {
                Sql = "SELECT a, CASE WHEN __bad IS NOT NULL THEN 1 END AS __site, to_json({a: a})::VARCHAR AS __input, "
                    + "__file, __row FROM r",
                Columns = Sandbox.Columns("a"),
                RowsFrom = "r",
                Sites = [new(1, FailureAction.Reject, "from lake", "not readable", "m.flow", 2, 1)],
                Sink = new FileSink(lake, "out.parquet", FileFormat.Parquet, new FileSinkOptions()),
            },
            cancel);
        await run.CommitAsync(cancel);
    }

    private IReadOnlyList<LedgerEntry> Runs()
    {
        using RunLedger ledger = RunLedger.Open(_box.Path("ledger.db"));
        return ledger.Latest(10);
    }

    private Task<(int Exit, string Out, string Error)> HostAsync(FlowProgram program, params string[] args) =>
        HostAsync(program, args, CancellationToken.None);

    private async Task<(int Exit, string Out, string Error)> HostAsync(FlowProgram program, string[] args, CancellationToken stop)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        bool takesLedger = args[0] is "run" or "doctor" or "runs" && !args.Contains("--ledger") && !args.Contains("--dry-run")
            && !args.Contains("--help");
        string[] all = takesLedger ? [.. args, "--ledger", "ledger.db"] : args;
        int exit = await ProgramHost.RunAsync(program, all, new HostEnvironment
        {
            Out = output,
            Error = error,
            Directory = _box.Folder,
            Stop = stop,
            Variable = _variables.GetValueOrDefault,
        });
        return (exit, output.ToString(), error.ToString());
    }
}
