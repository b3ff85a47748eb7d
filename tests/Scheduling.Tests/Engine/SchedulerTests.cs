using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Tests.Engine;

/// <summary>What is due when, what may start, and what becomes of failures.</summary>
public sealed class SchedulerTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly FlowError s_lost = new("RT6001", "lost") { Transient = true };

    [Fact]
    public void An_interval_is_due_when_it_has_ended_and_is_run_once()
    {
        using Bench bench = new(s_noon, Hourly("p"));
        bench.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(bench.Going);
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("2026-05-04T12", $"{Assert.Single(bench.Going).Interval}");
        bench.End(bench.Going[0]);
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(bench.Going);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(null, 5)]
    public void What_was_missed_is_caught_up_as_the_pipeline_says(int? catchUp, int runs)
    {
        using Bench bench = new(s_noon, Hourly("p") with { CatchUp = catchUp, Concurrency = 20, Partition = From(s_noon) });
        bench.Step();
        bench.Restart();
        bench.Advance(TimeSpan.FromHours(5));
        Assert.Equal(runs, bench.Going.Count); // the last one is due, those before were missed
        Assert.Equal("2026-05-04T16", $"{bench.Going.MaxBy(job => job.Due)?.Interval}");
        Assert.Equal(catchUp is not null, bench.Events.Exists(e => e.Kind == "run.missed"));
    }

    [Fact]
    public void Of_many_that_are_due_at_once_the_most_urgent_start_before_the_rest_is_queued_and_all_are_run_once()
    {
        PipelineDefinition[] crowd = [.. Enumerable.Range(0, 1000).Select(i => Every($"p{i:D3}") with { Priority = i % 20 })];
        using Bench bench = new(s_noon, [.. crowd]);
        bench.Step();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        StepOutcome first = bench.Scheduler.Step([]);
        Assert.All(first.Starts, job => Assert.Equal(19, crowd[int.Parse(job.Pipeline[1..], null)].Priority));
        Assert.Equal(8, first.Starts.Count);
        int queued = bench.Scheduler.Board.Jobs.Count;
        Assert.InRange(queued, 9, 999);

        // One ends: one starts, one is queued.
        Job ended = first.Starts[0];
        StepOutcome second = bench.Scheduler.Step([new AttemptEnded(ended.Id, ended.Token, new(AttemptResult.NoRows, null, false))]);
        Assert.Single(second.Starts);
        Assert.Equal(queued, bench.Scheduler.Board.Jobs.Count);

        bench.Going.AddRange([.. first.Starts.Skip(1), .. second.Starts]);
        bench.Step();
        HashSet<string> ran = [ended.Pipeline];
        while (bench.Going.Count > 0)
        {
            Assert.True(ran.Add(bench.Going[0].Pipeline));
            bench.End(bench.Going[0]);
        }

        Assert.Equal(1000, ran.Count);
    }

    [Fact]
    public void A_clock_that_is_set_back_starts_nothing_twice_and_a_retry_waits_no_longer()
    {
        using Bench bench = new(s_noon, Hourly("p") with { Retry = new(3, TimeSpan.FromSeconds(10), TimeSpan.Zero, false) });
        bench.Step();
        bench.Advance(TimeSpan.FromHours(1));
        bench.End(bench.Going[0], s_lost);
        bench.Time.Set(TimeSpan.FromHours(-3));
        bench.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(2, Assert.Single(bench.Going).Attempt);
        bench.End(bench.Going[0]);
        bench.Advance(TimeSpan.FromHours(3));
        Assert.Empty(bench.Going);
    }

    [Fact]
    public void A_retry_waits_in_the_ledger_and_what_can_not_pass_fails_at_once()
    {
        using Bench bench = new(s_noon, Hourly("p") with { Retry = new(1, TimeSpan.FromSeconds(10), TimeSpan.Zero, false) });
        bench.Step();
        bench.Advance(TimeSpan.FromHours(1));
        bench.End(bench.Going[0], s_lost);
        Assert.Equal(RunPhase.Waiting, Assert.Single(bench.Scheduler.Board.Jobs).Phase);
        bench.Restart();
        bench.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(bench.Going);
        bench.Advance(TimeSpan.FromSeconds(6));
        bench.End(Assert.Single(bench.Going), s_lost);
        Assert.Empty(bench.Scheduler.Board.Jobs); // its one retry is used
        Assert.True(bench.Scheduler.Board.Pipelines["p"].IsFailing);
        bench.Advance(TimeSpan.FromHours(1));
        bench.End(bench.Going[0], new FlowError("RT4001", "a row"));
        Assert.Empty(bench.Scheduler.Board.Jobs);
    }

    [Fact]
    public void After_is_about_the_same_interval_or_all_that_cover_it()
    {
        var first = new DateTimeOffset(2026, 5, 4, 22, 0, 0, TimeSpan.Zero);
        using Bench bench = new(
            first, Hourly("hours") with { Partition = From(first) }, Hourly("other") with { Partition = From(first) },
            Bench.Pipeline("both") with { After = ["hours", "other"], Partition = From(first) },
            Bench.Pipeline("day") with { After = ["hours"], Partition = new(IntervalUnit.Day, new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero)) });
        bench.Step();
        bench.Advance(TimeSpan.FromHours(1));
        bench.End(Of(bench, "hours"));
        Assert.DoesNotContain(bench.Going, job => job.Pipeline == "both");
        bench.Advance(TimeSpan.FromHours(1));
        bench.End(Of(bench, "hours")); // 23 of hours, 22 of other is still going
        Assert.Equal("2026-05-04", $"{Of(bench, "day").Interval}");
        Assert.DoesNotContain(bench.Going, job => job.Pipeline == "both");
        bench.End(Of(bench, "other"));
        Assert.Equal("2026-05-04T22", $"{Of(bench, "both").Interval}");
    }

    [Fact]
    public void Places_of_a_pool_go_to_the_higher_priority_first()
    {
        PipelineDefinition[] crowd = [.. Enumerable.Range(0, 5).Select(i => Every($"p{i}") with { Pool = "two", Priority = i })];
        using Bench bench = new(s_noon, [.. crowd]) { Pools = ImmutableDictionary<string, int>.Empty.Add("two", 2) };
        bench.Restart();
        bench.Step();
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["p4", "p3"], bench.Going.Select(job => job.Pipeline));
        bench.End(bench.Going[0]);
        Assert.Equal(["p3", "p2"], bench.Going.Select(job => job.Pipeline));
    }

    [Fact]
    public void A_pause_holds_the_schedule_and_not_what_people_ask_for()
    {
        using Bench bench = new(s_noon, Every("p"));
        bench.Step();
        bench.Ask((scheduler, transaction) => scheduler.Pause(transaction, "p", "me"));
        bench.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(bench.Going);
        bench.Ask((scheduler, transaction) => scheduler.Ask(transaction, "p", [null], RunCause.Manual, false, "me"));
        bench.End(Assert.Single(bench.Going));
        bench.Ask((scheduler, transaction) => scheduler.Resume(transaction, "p", "me"));
        Assert.Single(bench.Going); // the last moment is no longer ago than the grace
    }

    [Fact]
    public void A_run_is_late_behind_its_sla_also_after_a_restart()
    {
        using Bench bench = new(s_noon, Every("p") with { Sla = TimeSpan.FromMinutes(10) });
        bench.Step();
        bench.Advance(TimeSpan.FromMinutes(1));
        bench.Restart();
        bench.Step();
        bench.Advance(TimeSpan.FromMinutes(11));
        Assert.Single(bench.Events, e => e.Kind == "pipeline.late");
        Assert.True(bench.Scheduler.Board.Pipelines["p"].IsLate);
    }

    [Fact]
    public void A_run_in_which_processes_die_is_given_up_at_the_third()
    {
        using Bench bench = new(s_noon, Every("p") with { Times = new EverySchedule(TimeSpan.FromDays(1)), CatchUp = 0 });
        bench.Step();
        bench.Ask((scheduler, transaction) => scheduler.Ask(transaction, "p", [null], RunCause.Manual, false, "me"));
        for (int life = 1; life <= 3; life++)
        {
            Assert.Equal(life, Assert.Single(bench.Going).Attempt);
            bench.Restart();
            bench.Step();
            bench.Advance(TimeSpan.FromSeconds(5));
            bench.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Empty(bench.Going);
        Assert.Equal("RT7017", bench.Scheduler.Board.Pipelines["p"].Last?.ErrorCode);
    }

    [Fact]
    public void Each_version_of_a_file_starts_one_run_and_those_that_come_meanwhile_share_one()
    {
        using Bench bench = new(s_noon, Bench.Pipeline("p"));
        ArrivedFile a = new("a.csv", 10, s_noon);
        void Arrive(params ArrivedFile[] files) => bench.Ask((scheduler, transaction) => scheduler.Arrived(transaction, "p", files));
        Arrive(a);
        Arrive(a with { Path = "b.csv" });
        Arrive(a with { Path = "c.csv" }, a);
        Assert.Single(bench.Going);
        Assert.Equal(2, bench.Scheduler.Board.Jobs.Count);
        bench.End(bench.Going[0]);
        bench.End(bench.Going[0]);
        Arrive(a);
        Assert.Empty(bench.Going);
        Arrive(a with { Bytes = 11 });
        Assert.Single(bench.Going);
    }

    private static Job Of(Bench bench, string pipeline) => bench.Going.First(job => job.Pipeline == pipeline);

    private static PartitionDefinition From(DateTimeOffset start) => new(IntervalUnit.Hour, start);

    private static PipelineDefinition Hourly(string name) => Bench.Pipeline(name) with
    {
        Times = new EverySchedule(TimeSpan.FromHours(1)),
        Partition = From(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    private static PipelineDefinition Every(string name) =>
        Bench.Pipeline(name) with { Times = new EverySchedule(TimeSpan.FromMinutes(1)) };
}
