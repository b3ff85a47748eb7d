using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Tests.Store;

namespace FlowLang.Scheduling.Tests.Engine;

/// <summary>Processes that share a ledger share a stream that says `instances`, one instance each.</summary>
public sealed class StreamInstancesTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void As_many_processes_do_a_stream_as_it_says_and_each_does_one_instance(int instances)
    {
        using var file = new LedgerFile();
        Bench[] all = [Of(file, "a", instances), Of(file, "b", instances), Of(file, "c", instances), Of(file, "d", instances)];
        for (int turn = 0; turn < 3; turn++)
        {
            all.ToList().ForEach(bench => bench.Advance(TimeSpan.FromSeconds(1)));
        }

        Assert.All(all, bench => Assert.InRange(bench.Going.Count, 0, 1));
        Job[] going = [.. all.SelectMany(bench => bench.Going)];
        Assert.Equal(instances, going.Length);
        Assert.Equal(instances, going.Select(job => job.Id).Distinct().Count());
        all.ToList().ForEach(bench => bench.Dispose());
    }

    [Fact]
    public void An_instance_of_a_process_that_dies_or_leaves_is_done_by_one_that_has_none()
    {
        using var file = new LedgerFile();
        using Bench first = Of(file, "a", 2);
        using Bench second = Of(file, "b", 2);
        first.Step();
        second.Step();
        Job lost = Assert.Single(second.Going);

        // It dies: who is left has an instance, so nobody takes the other one up.
        for (int i = 0; i < 20; i++)
        {
            first.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["a0"], first.Scheduler.Board.Pipelines[Bench.Stream].Running.Select(job => job.Owner));
        using Bench third = Of(file, "c", 2);
        third.Step();
        Job taken = Assert.Single(third.Going);
        Assert.Equal((lost.Id, true), (taken.Id, taken.Token > lost.Token));

        // It wakes up, and is told that it lost its instance; there is no third one.
        second.Time.Advance(TimeSpan.FromSeconds(21));
        second.Step();
        second.End(lost, stopped: true);
        Assert.Empty(second.Going);

        // Who ends leaves its instance to the one that has none.
        Job left = Assert.Single(first.Going);
        first.Scheduler.Drain();
        first.Step();
        first.End(left, stopped: true);
        second.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(left.Id, Assert.Single(second.Going).Id);
        Assert.Empty(first.Going);
    }

    [Fact]
    public void An_instance_that_fails_is_tried_again_while_the_others_go_on_and_a_pause_stops_all()
    {
        using var file = new LedgerFile();
        using Bench first = Of(file, "a", 2);
        using Bench second = Of(file, "b", 2);
        first.Step();
        second.Step();
        first.End(first.Going[0], new FlowError("RT6001", "lost") { Transient = true });
        second.Step();
        Assert.Single(second.Going);
        first.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, Assert.Single(first.Going).Attempt);

        first.Ask((scheduler, transaction) => scheduler.Pause(transaction, Bench.Stream, "me"));
        second.Step();
        first.End(first.Going[0], stopped: true);
        second.End(second.Going[0], stopped: true);
        Assert.Empty(first.Going.Concat(second.Going));
        second.Ask((scheduler, transaction) => scheduler.Resume(transaction, Bench.Stream, "me"));
        first.Step();
        Assert.Equal((1, 1), (first.Going.Count, second.Going.Count));
    }

    private static Bench Of(LedgerFile file, string name, int instances) =>
        new(s_noon, file.Database, [Bench.Pipeline(Bench.Stream) with { Instances = instances }], name);
}
