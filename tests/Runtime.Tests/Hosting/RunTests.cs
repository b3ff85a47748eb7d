namespace FlowLang.Runtime.Tests.Hosting;

/// <summary><c>run</c>: which pipelines, with what, and how it ends.</summary>
public sealed class RunTests : IDisposable
{
    private readonly HostedProgram _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_runs_pipelines_behind_those_they_come_after()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("late", "m.flow", 1) { After = ["early"] }).Add(new("early", "m.flow", 2));
        Assert.Equal(0, (await _host.RunAsync(program, "run")).Exit);
        Assert.Equal(["early@ dev", "late@ dev"], program.Log);
    }

    [Fact]
    public async Task Only_the_named_pipelines_run()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1)).Add(new("b", "m.flow", 2));
        Assert.Equal(0, (await _host.RunAsync(program, "run", "b")).Exit);
        Assert.Equal(["b@ dev"], program.Log);
    }

    [Theory]
    [InlineData(IntervalUnit.Hour, "2024-01-01T05")]
    [InlineData(IntervalUnit.Day, "2024-02-29")]
    [InlineData(IntervalUnit.Week, "2024-W09")]
    [InlineData(IntervalUnit.Month, "2024-02")]
    public async Task An_interval_is_given_in_its_unit_s_form(IntervalUnit unit, string text)
    {
        ScriptedProgram program = new ScriptedProgram().Add(
            HostedProgram.Daily() with { Partition = new(unit, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) });
        Assert.Equal(0, (await _host.RunAsync(program, "run", "--interval", text)).Exit);
        Assert.Equal([$"daily@{text} dev"], program.Log);
    }

    [Fact]
    public async Task Parameters_come_from_the_environment_and_the_command_line()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1));
        await _host.RunAsync(program, "run", "--environment", "live");
        await _host.RunAsync(program, "run", "--environment", "live", "--param", "env=dev");
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
        (int exit, _, string error) = await _host.RunAsync(program, "run");
        Assert.Equal(2, exit);
        Assert.Contains("TEST_PW", error, StringComparison.Ordinal);
        _host.Variables["TEST_PW"] = "hunter2";
        (exit, string output, error) = await _host.RunAsync(program, "run");
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
        (int exit, _, string error) = await _host.RunAsync(program, "run");
        Assert.Equal(1, exit);
        Assert.Contains("error RT4001: broken\n  --> m.flow:7", error, StringComparison.Ordinal);
        Assert.Contains("b: left out", error, StringComparison.Ordinal);
        Assert.Equal(["c@ dev"], program.Log);
        Assert.Equal([("c", RunState.Done), ("a", RunState.Failed)], _host.Runs().Select(r => (r.Pipeline, r.State)));
    }

    [Fact]
    public async Task An_incompatible_schema_exits_with_3()
    {
        _host.Box.Write("t.csv", "b\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), HostedProgram.CopyAsync);
        Assert.Equal(3, (await _host.RunAsync(program, "run")).Exit);
        Assert.DoesNotContain("out.parquet", _host.Box.Entries());
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
        Assert.Equal(0, (await _host.RunAsync(program, "run")).Exit);
        Assert.Equal([3, 2, 1], _host.Runs().Select(r => r.Attempt));
        program = new ScriptedProgram().Add(new("b", "m.flow", 1) { Retry = retry }, (_, _) => throw Broken(transient: false));
        Assert.Equal(1, (await _host.RunAsync(program, "run")).Exit);
        Assert.Single(_host.Runs(), r => r.Pipeline == "b");
    }

    [Fact]
    public async Task A_pipeline_that_takes_too_long_is_stopped()
    {
        ScriptedProgram program = new ScriptedProgram().Add(
            new("a", "m.flow", 1) { Timeout = TimeSpan.FromMilliseconds(50) }, (_, cancel) => Task.Delay(Timeout.Infinite, cancel));
        (int exit, _, string error) = await _host.RunAsync(program, "run");
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
        Assert.Equal(130, (await _host.RunAsync(program, ["run"], stop.Token)).Exit);
        Assert.Equal(RunState.Cancelled, Assert.Single(_host.Runs()).State);
    }

    [Fact]
    public async Task Something_unexpected_is_told_without_a_stack_trace()
    {
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), (_, _) => throw new InvalidOperationException("odd"));
        (int exit, _, string error) = await _host.RunAsync(program, "run");
        Assert.Equal(1, exit);
        Assert.Contains("RT9001", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_reports_and_records_where_its_rows_went()
    {
        _host.Box.Write("t.csv", "a\n1\n2\n\"x\"y\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), HostedProgram.CopyAsync);
        (int exit, string output, _) = await _host.RunAsync(program, "run");
        Assert.Equal(0, exit);
        Assert.Contains("r → lake.parquet(\"out.parquet\"): read 3 = written 2 + rejected 1 + filtered 0", output,
            StringComparison.Ordinal);
        Assert.Contains("  lake.csv(\"t.csv\"): 3 rows\n", output, StringComparison.Ordinal);
        Assert.Contains("from lake: rejected 1 (not readable)", output, StringComparison.Ordinal);
        Assert.Equal(new RunTotals(3, 2, 1, 0), Assert.Single(_host.Runs()).Totals);
        Assert.Contains("written", (await _host.RunAsync(program, "runs")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_checks_everything_and_writes_nothing()
    {
        _host.Box.Write("t.csv", "a\n1\n");
        ScriptedProgram program = new ScriptedProgram().Add(new("a", "m.flow", 1), HostedProgram.CopyAsync);
        (int exit, string output, _) = await _host.RunAsync(program, "run", "--dry-run");
        Assert.Equal(0, exit);
        Assert.Contains("would write lake.parquet(\"out.parquet\"): creates out.parquet", output, StringComparison.Ordinal);
        Assert.Equal(["t.csv"], _host.Box.Entries());
        _host.Box.Write("t.csv", "b\n1\n");
        Assert.Equal(3, (await _host.RunAsync(program, "run", "--dry-run")).Exit);
    }

    private static FlowException Broken(bool transient) => new(new FlowError("RT4001", "broken") { Transient = transient });
}
