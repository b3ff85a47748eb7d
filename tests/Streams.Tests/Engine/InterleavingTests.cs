using CsCheck;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Engine;

/// <summary>Any order of partitions, any batches, crashes before and after commits, restarts and numbers of lanes: the same rows.</summary>
public sealed class InterleavingTests
{
    private const int Partitions = 3;
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private static readonly Gen<string[][]> Records = Gen
        .Select(Gen.Int[0, 3], Gen.Int[0, 200], Gen.Int[0, 9], (key, time, n) => $"{(char)('a' + key)},{time},{n}")
        .Array[0, 60].Array[Partitions];

    [Fact]
    public Task Interleaving_crashes_and_lanes_change_nothing() => Gen.Select(Records, Gen.Int[1, 4], Gen.Int).SampleAsync(
        async (records, lanes, seed) =>
        {
            MemorySource source = new("events", Partitions);
            for (int i = 0; i < Partitions; i++)
            {
                source.Add(i, records[i]);
            }

            MemoryStore plain = new();
            await StreamRuns.ToEndAsync(CountPipeline.Topology(source, plain, Late, lanes: 1));
            MemoryStore store = new();
            await Survive(source, store, lanes, new Random(seed));
            Assert.Equal(EngineTests.Rows(plain), EngineTests.Rows(store));
        },
        iter: 200, threads: 2);

    private static async Task Survive(MemorySource source, MemoryStore store, int lanes, Random random)
    {
        int crashes = random.Next(8);
        store.Failure = () => random.Next(3) > 0 || crashes-- <= 0
            ? CommitFailure.None
            : random.Next(2) == 0 ? CommitFailure.Before : CommitFailure.After;
        while (true)
        {
            MemorySource again = source.Again(ready => (ready[random.Next(ready.Count)], random.Next(1, 6)));
            try
            {
                await StreamRuns.ToEndAsync(CountPipeline.Topology(again, store, Late, lanes));
                return;
            }
            catch (FlowException e) when (e.Error.Code == "RT9999")
            {
                // Another life, with other threads.
                lanes = random.Next(1, 5);
            }
        }
    }
}
