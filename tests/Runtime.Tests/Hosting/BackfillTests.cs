using System.Collections.Concurrent;
using System.Text.Json;

namespace FlowLang.Runtime.Tests.Hosting;

/// <summary><c>backfill</c> and <c>lookback</c>: which intervals are run, how many at once, and what comes of failures.</summary>
public sealed class BackfillTests : IDisposable
{
    private static readonly string[] Four = ["backfill", "daily", "--from", "2024-01-01", "--to", "2024-01-05"];

    private readonly HostedProgram _host = new();
    private readonly ConcurrentQueue<string> _ran = new();
    private int _running;
    private int _most;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Each_interval_of_the_half_open_range_has_its_own_run_and_is_not_run_again()
    {
        (int exit, string output, _) = await _host.RunAsync(Program(), Four);
        Assert.Equal(0, exit);
        Assert.Equal(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"], Taken());
        Assert.Equal(4, _host.Runs().Count(r => r.State == RunState.Done));
        Assert.Contains("backfill daily: 4 done, 0 failed", output, StringComparison.Ordinal);

        (_, string again, _) = await _host.RunAsync(Program(), Four);
        Assert.Empty(Taken());
        Assert.Contains("4 intervals from 2024-01-01 to 2024-01-04; 4 of them are loaded already", again, StringComparison.Ordinal);
        await _host.RunAsync(Program(), [.. Four, "--force"]);
        Assert.Equal(4, Taken().Length);
        await _host.RunAsync(Program("other sources"), Four);
        Assert.Equal(4, Taken().Length);
    }

    [Fact]
    public async Task A_failing_interval_does_not_hold_up_the_others_and_the_next_backfill_does_only_it()
    {
        (int exit, string output, string error) = await _host.RunAsync(Program(fails: "2024-01-02"), Four);
        Assert.Equal(1, exit);
        Assert.Equal(4, Taken().Length);
        Assert.Contains("daily 2024-01-02: made to fail", error, StringComparison.Ordinal);
        Assert.Contains("3 done, 1 failed\n  2024-01-02: RT9999 made to fail", output, StringComparison.Ordinal);
        (exit, output, _) = await _host.RunAsync(Program(), Four);
        Assert.Equal(0, exit);
        Assert.Equal(["2024-01-02"], Taken());
        Assert.Contains("1 done, 0 failed, 3 loaded before", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stops_at_a_failure_where_it_is_asked_to()
    {
        (int exit, string output, _) = await _host.RunAsync(Program(fails: "2024-01-02"), [.. Four, "--stop-on-failure"]);
        Assert.Equal(1, exit);
        Assert.Equal(["2024-01-01", "2024-01-02"], Taken());
        Assert.Contains("1 done, 1 failed, 2 not run", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_run_at_once_but_no_more_than_asked_for()
    {
        using var together = new Barrier(3);
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), async (run, cancel) =>
        {
            Enter(run);
            await Task.Run(() => together.SignalAndWait(TimeSpan.FromMinutes(1), cancel), cancel);
            await LeaveAsync(run, cancel);
        });
        (int exit, _, _) = await _host.RunAsync(
            program, "backfill", "daily", "--from", "2024-01-01", "--to", "2024-01-07", "--parallel", "3");
        Assert.Equal(0, exit);
        Assert.Equal((6, 3), (Taken().Length, _most));
    }

    [Fact]
    public async Task Intervals_that_depend_on_each_other_run_in_their_order_and_it_says_why()
    {
        PipelineDefinition inOrder = HostedProgram.Daily() with { InOrder = "versions are made in order" };
        (int exit, _, string error) = await _host.RunAsync(Program(definition: inOrder), [.. Four, "--parallel", "4"]);
        Assert.Equal(0, exit);
        Assert.Equal(["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"], Taken());
        Assert.Equal(1, _most);
        Assert.Contains("one interval at a time instead of 4: versions are made in order", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_lists_the_intervals_and_runs_none()
    {
        await _host.RunAsync(Program(), "run", "daily", "--interval", "2024-01-02");
        Taken();
        (int exit, string output, _) = await _host.RunAsync(Program(), [.. Four, "--dry-run"]);
        Assert.Equal(0, exit);
        Assert.Empty(Taken());
        Assert.Contains("2024-01-01  2024-01-01 00:00Z  2024-01-02 00:00Z  to run", output, StringComparison.Ordinal);
        Assert.Contains("2024-01-02  2024-01-02 00:00Z  2024-01-03 00:00Z  loaded by ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_backfill_goes_on_where_it_was()
    {
        using var stop = new CancellationTokenSource();
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), async (run, cancel) =>
        {
            if ($"{run.Interval}" == "2024-01-03")
            {
                await stop.CancelAsync();
            }

            cancel.ThrowIfCancellationRequested();
            await run.CommitAsync(cancel);
        });
        (int exit, string output, _) = await _host.RunAsync(program, Four, stop.Token);
        Assert.Equal(130, exit);
        Assert.Contains("2 done, 0 failed, 2 not run", output, StringComparison.Ordinal);
        (exit, _, _) = await _host.RunAsync(Program(), Four);
        Assert.Equal(0, exit);
        Assert.Equal(["2024-01-03", "2024-01-04"], Taken());
    }

    [Fact]
    public async Task Lines_of_runs_at_once_name_their_own_run()
    {
        ScriptedProgram program = new ScriptedProgram().Add(HostedProgram.Daily(), async (run, cancel) =>
        {
            await Task.Yield();
            run.Log.Info($"{run.Interval}");
            await run.CommitAsync(cancel);
        });
        (_, string output, _) = await _host.RunAsync(program, [.. Four, "--parallel", "4", "--log", "json"]);
        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("message").GetString() is { Length: 10 })];
        Assert.Equal(4, lines.Length);
        Assert.All(lines, l => Assert.Equal(l.GetProperty("message").GetString(), l.GetProperty("interval").GetString()));
    }

    [Fact]
    public async Task A_run_does_the_intervals_before_again_that_it_looks_back_at()
    {
        PipelineDefinition daily = HostedProgram.Daily();
        PartitionDefinition partition = daily.Partition ?? throw new InvalidOperationException();
        ScriptedProgram program = Program(definition: daily with { Partition = partition with { Lookback = 2 } });
        await _host.RunAsync(program, "run", "daily", "--interval", "2024-01-02");
        Assert.Equal(["2024-01-01", "2024-01-02"], Taken());
        await _host.RunAsync(program, "run", "daily", "--interval", "2024-01-05");
        Assert.Equal(["2024-01-03", "2024-01-04", "2024-01-05"], Taken());
        (_, string output, _) = await _host.RunAsync(program, "describe");
        Assert.Contains("partition: day, from 2024-01-01; each run does the 2 intervals before again", output, StringComparison.Ordinal);
        Assert.Contains("backfill: several intervals at once", output, StringComparison.Ordinal);
    }

    private ScriptedProgram Program(string hash = "abcdef0123456789", string? fails = null, PipelineDefinition? definition = null) =>
        new ScriptedProgram { Hash = hash }.Add(definition ?? HostedProgram.Daily(), async (run, cancel) =>
        {
            Enter(run);
            if ($"{run.Interval}" == fails)
            {
                throw new FlowException(new FlowError("RT9999", "made to fail"));
            }

            await Task.Yield();
            await LeaveAsync(run, cancel);
        });

    private void Enter(BatchRun run)
    {
        _ran.Enqueue($"{run.Interval}");
        int now = Interlocked.Increment(ref _running);
        int seen;
        while ((seen = Volatile.Read(ref _most)) < now && Interlocked.CompareExchange(ref _most, now, seen) != seen)
        {
        }
    }

    private Task LeaveAsync(BatchRun run, CancellationToken cancel)
    {
        Interlocked.Decrement(ref _running);
        return run.CommitAsync(cancel);
    }

    private string[] Taken()
    {
        string[] ran = [.. _ran];
        _ran.Clear();
        return ran;
    }
}
