using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Engine;

public sealed class EngineTests
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Windows_of_all_partitions_are_merged_and_closed()
    {
        MemorySource source = new("events", 2);
        source.Add(0, "a,1,10", "b,2,1", "a,12,5");
        source.Add(1, "a,3,20", "a,11,7");
        MemoryStore store = new();

        await StreamRuns.ToEndAsync(CountPipeline.Topology(source, store, Late, lanes: 2));

        Assert.Equal(["a@0: 2, 30", "a@10: 2, 12", "b@0: 1, 1"], Rows(store));
    }

    [Fact]
    public async Task A_record_is_late_by_the_watermark_of_its_own_partition()
    {
        MemorySource source = new("events", 2);
        source.Add(0, "a,40,1", "a,1,1");
        source.Add(1, "a,2,1");
        MemoryStore store = new();

        RunReport report = await StreamRuns.ToEndAsync(CountPipeline.Topology(source, store, Late, lanes: 1));

        Assert.Equal(["a@0: 1, 1", "a@40: 1, 1"], Rows(store));
        Assert.Equal(1, Assert.Single(report.Writes).Late);
    }

    [Fact]
    public async Task Open_windows_wait_for_the_next_run_unless_the_input_is_complete()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1", "a,30,1");
        MemoryStore store = new();
        await StreamRuns.ToEndAsync(CountPipeline.Topology(source, store, Late, lanes: 1), StreamRuns.Run(closesAtEnd: false));
        Assert.Equal(["a@0: 1, 1"], Rows(store));

        MemorySource more = source.Again();
        more.Add(0, "a,31,5", "a,50,1");
        await StreamRuns.ToEndAsync(CountPipeline.Topology(more, store, Late, lanes: 3), StreamRuns.Run(closesAtEnd: false));

        Assert.Equal(["a@0: 1, 1", "a@30: 2, 6"], Rows(store));
    }

    [Fact]
    public async Task Every_record_is_accounted_for()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1", "a,2,-1", "reject,3,1", "nonsense", "a,4,1");
        MemorySide rejects = new();
        MemoryLetters letters = new();
        MemoryStore store = new();
        StreamTopology topology = CountPipeline.Topology(source, store, Late, lanes: 1);

        RunReport report = await StreamRuns.ToEndAsync(topology with
        {
            Inputs = [topology.Inputs[0] with { DeadLetters = letters }],
            Routes = [topology.Routes[0] with { RejectsSide = 0 }],
            Sides = [rejects],
        });

        WriteReport write = Assert.Single(report.Writes);
        Assert.Equal((5, 1, 1, 1), (write.Read, write.Written, write.Rejected, write.Filtered));
        Assert.Equal(1, Assert.Single(report.Sources).DeadLetters);
        DeadLetter letter = Assert.Single(letters.Letters);
        Assert.Equal(("events[0]", 3, "RT4115"), (letter.Partition.ToString(), letter.Offset, letter.Code));
        Assert.Equal(1, rejects.Count);
    }

    [Fact]
    public async Task A_bad_record_makes_the_stream_fail_where_it_has_no_dead_letters()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1", "nonsense");

        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => StreamRuns.ToEndAsync(CountPipeline.Topology(source, new MemoryStore(), Late, lanes: 1)));

        Assert.Equal("RT4100", e.Error.Code);
        Assert.Contains("record 1 of events[0]", e.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_from_the_far_future_closes_no_window()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1", "a,4102444800,1", "a,2,1");
        MemoryLetters letters = new();
        MemoryStore store = new();
        StreamTopology topology = CountPipeline.Topology(source, store, Late, lanes: 1);

        await StreamRuns.ToEndAsync(topology with
        {
            Inputs = [topology.Inputs[0] with { DeadLetters = letters, MaxAhead = TimeSpan.FromHours(1) }],
        });

        Assert.Equal(["a@0: 2, 2"], Rows(store));
        Assert.Equal("RT4101", Assert.Single(letters.Letters).Code);
    }

    [Fact]
    public async Task State_of_another_program_is_refused_before_a_record_is_read()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1");
        MemoryStore store = new();
        StateSignature other = new([new OperatorSignature("counts", "key: count")]);
        await store.OpenAsync(StreamRuns.Run(), other, CancellationToken.None);

        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => StreamRuns.ToEndAsync(CountPipeline.Topology(source, store, Late, lanes: 1)));

        Assert.Equal("RT4104", e.Error.Code);
        Assert.Contains("`counts`", e.Error.Message, StringComparison.Ordinal);
        Assert.Empty(store.Commits);
    }

    [Fact]
    public async Task Another_owner_ends_it()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1");
        MemoryStore store = new() { Failure = () => throw new FencedException(new StreamPartition("events", 0)) };

        FlowException e = await Assert.ThrowsAsync<FlowException>(
            () => StreamRuns.ToEndAsync(CountPipeline.Topology(source, store, Late, lanes: 1)));

        Assert.Equal("RT4102", e.Error.Code);
    }

    [Fact]
    public async Task A_partition_that_moves_takes_no_groups_with_it()
    {
        MemorySource source = new("events", 2);
        source.Add(0, "a,1,1");
        MemoryStore store = new()
        {
            Failure = () =>
            {
                source.Tell(new SourceEvent.Revoked([source.Partition(1)], IsLost: false));
                return CommitFailure.None;
            },
        };

        FlowException e = await Assert.ThrowsAsync<FlowException>(() => StreamRuns.ToEndAsync(
            CountPipeline.Topology(source, store, Late, lanes: 1), StreamRuns.Run(isBounded: false)));

        Assert.Equal("RT4103", e.Error.Code);
    }

    [Fact]
    public async Task A_drain_commits_what_arrived()
    {
        MemorySource source = new("events", 1);
        source.Add(0, "a,1,1");
        MemoryStore store = new();
        using CancellationTokenSource drain = new();
        StreamTopology topology = CountPipeline.Topology(source, store, Late, lanes: 1);
        await using StreamEngine engine = new(topology, StreamRuns.Run(isBounded: false));
        Task run = engine.RunAsync(drain.Token);
        while (store.Commits.Count == 0)
        {
            await Task.Delay(1);
        }

        await drain.CancelAsync();
        await run;

        Assert.Equal(1, store.Commits[^1].Progress[0].NextOffset);
        Assert.Empty(store.Rows);
    }

    internal static string[] Rows(MemoryStore store) =>
        [.. store.Rows.Cast<CountPipeline.Rows>().SelectMany(r => r.Items).Select(r => r.ToString()).Order(StringComparer.Ordinal)];
}
