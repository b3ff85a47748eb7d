using CsCheck;
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
    public Task Interleaving_crashes_and_lanes_change_nothing() => Gen.Select(Records, Gen.Int).SampleAsync(
        async (records, seed) =>
        {
            MemorySource source = new("events", Partitions);
            for (int i = 0; i < Partitions; i++)
            {
                source.Add(i, records[i]);
            }

            MemoryStore plain = new();
            await StreamRuns.ToEndAsync(CountPipeline.Topology(source, plain, Late, lanes: 1));
            MemoryStore store = new();
            await store.SurviveAsync(
                seed, random => StreamRuns.ToEndAsync(CountPipeline.Topology(source.Again(random), store, Late, random.Next(1, 5))));
            Assert.Equal(EngineTests.Rows(plain), EngineTests.Rows(store));
        },
        iter: 200, threads: 2);
}
