using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Engine;

/// <summary>What a pipeline holds in memory has bounds.</summary>
public sealed class BoundsTests
{
    /// <param name="records">Each a group of its own.</param>
    /// <param name="memory">Of the pipeline, in MB.</param>
    /// <param name="round">How many groups a round takes: of 1 KB each in a quarter of the memory, and at most 200,000.</param>
    [Theory]
    [InlineData(500_000, 10_000, 512, 200_000)]
    [InlineData(50_000, 500, 16, 4_096)]
    public async Task A_slow_store_stops_the_source_and_nothing_is_lost(int records, int batch, int memory, int round)
    {
        MemorySource source = new("events", 1, ready => (ready[0], batch));
        source.Add(0, Enumerable.Range(0, records).Select(i => $"{i},1,1"));
        long most = 0;
        MemoryStore store = new();
        store.Wait = async () =>
        {
            long committed = store.Commits.Count == 0 ? 0 : store.Commits[^1].Progress[0].NextOffset;
            while (source.Taken < records && source.InVain < 100)
            {
                await Task.Delay(1);
            }

            most = Math.Max(most, source.Taken - committed);
        };

        await StreamRuns.ToEndAsync(
            CountPipeline.Topology(source, store, TimeSpan.Zero, lanes: 1), StreamRuns.Run(memory: (long)memory << 20));

        // A round that commits, one that the lane collects, its queue, and what waits before it: each ends with a whole batch.
        Assert.InRange(most, 1, (2 * (round + batch)) + (6 * batch));
        Assert.Equal(records, store.Rows.Sum(r => r.Count));
    }

    [Fact]
    public async Task Bad_records_that_wait_for_a_slow_store_stop_the_source()
    {
        const int records = 200;
        string bad = new('x', 1 << 20);
        MemorySource source = new("events", 1, ready => (ready[0], 1));
        source.Add(0, Enumerable.Range(0, records).Select(_ => bad));
        MemoryLetters letters = new();
        long most = 0;
        MemoryStore store = new();
        store.Wait = async () =>
        {
            long committed = store.Commits.Count == 0 ? 0 : store.Commits[^1].Progress[0].NextOffset;
            while (source.Taken < records && source.InVain < 100)
            {
                await Task.Delay(1);
            }

            most = Math.Max(most, source.Taken - committed);
        };
        StreamTopology topology = CountPipeline.Topology(source, store, TimeSpan.Zero, lanes: 1);

        await StreamRuns.ToEndAsync(topology with { Inputs = [topology.Inputs[0] with { DeadLetters = letters }] });

        // 32 MB in a round that commits and 32 in the lane, with a record behind each, the lane's queue and what waits before it.
        Assert.InRange(most, 1, (2 * 33) + 6);
        Assert.Equal(records, letters.Letters.Count);
    }

    [Fact]
    public async Task State_beyond_what_the_process_may_take_makes_the_stream_fail_before_it_commits()
    {
        MemorySource source = new("events", 1);
        source.Add(0, Enumerable.Range(0, 50_000).Select(i => $"{i},1,1"));
        MemoryStore store = new();

        FlowException e = await Assert.ThrowsAsync<FlowException>(() => StreamRuns.ToEndAsync(
            CountPipeline.Topology(source, store, TimeSpan.Zero, lanes: 1), StreamRuns.Run(memory: 1 << 20)));

        Assert.Equal("RT4113", e.Error.Code);
        Assert.False(e.Error.Transient);
        Assert.Contains("`counts` holds 50,000 entries", e.Error.Why, StringComparison.Ordinal);
        Assert.Empty(store.Commits);
    }

    [Fact]
    public async Task State_that_is_restored_has_the_same_bound()
    {
        MemorySource source = new("events", 1);
        source.Add(0, Enumerable.Range(0, 50_000).Select(i => $"{i},1,1"));
        MemoryStore store = new();
        await StreamRuns.ToEndAsync(
            CountPipeline.Topology(source, store, TimeSpan.Zero, lanes: 1), StreamRuns.Run(closesAtEnd: false));

        FlowException e = await Assert.ThrowsAsync<FlowException>(() => StreamRuns.ToEndAsync(
            CountPipeline.Topology(source.Again(), store, TimeSpan.Zero, lanes: 1), StreamRuns.Run(memory: 1 << 20)));

        Assert.Equal("RT4113", e.Error.Code);
    }
}
