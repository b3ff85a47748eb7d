using System.Globalization;
using CsCheck;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Joins;

/// <summary>Rows that read a table as of their time, compared with a search through all of its versions.</summary>
public sealed class VersionTests
{
    private const int Partitions = 2;
    private const int Lag = 5;

    private static readonly Gen<string[][]> Left = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, 80], Gen.Int[0, 9], (key, time, n) => $"{(key == 0 ? "-" : $"{(char)('a' + key)}")},{time},{n}")
        .Array[0, 25].Array[Partitions];

    // All versions of a key are in one partition.
    private static readonly Gen<string[][]> Versions = Gen.Select(Versions1("b"), Versions1("c"), (b, c) => new[] { b, c });

    [Fact]
    public Task Interleaving_crashes_and_lanes_change_nothing() => Gen.Select(Left, Versions, Gen.Int).SampleAsync(
        async (left, versions, seed) =>
        {
            MemoryStore store = new();
            (MemorySource rows, MemorySource table) = (MemorySource.Of("left", left), MemorySource.Of("table", versions));
            await store.SurviveAsync(
                seed, random => StreamRuns.ToEndAsync(Topology(rows.Again(random), table.Again(random), store, random.Next(1, 5))));
            Assert.Equal(Reference(left, versions), JoinPipeline.Of(store));
        },
        iter: 400, threads: 2);

    [Fact]
    public async Task A_row_waits_for_the_versions_of_its_time()
    {
        MemoryStore store = new();
        MemorySource left = new("left", 1);
        MemorySource table = new("table", 1);
        left.Add(0, "b,10,1", "b,90,1");
        table.Add(0, "b,5,7", "b,15,8");
        StreamRun open = StreamRuns.Run(closesAtEnd: false);
        await StreamRuns.ToEndAsync(Topology(left, table, store, 1), open);
        Assert.Empty(JoinPipeline.Of(store)); // the watermark is 10

        MemorySource more = table.Again();
        more.Add(0, "b,10,9", "b,16,0");
        StreamTopology again = Topology(left.Again(), more, store, 1);
        await StreamRuns.ToEndAsync(again, open);

        Assert.Equal(["10/1 10/9"], JoinPipeline.Of(store));
        Assert.Equal(4, again.Round.Tables[0].Count); // the row of 90, and of versions those of 10, 15 and 16
    }

    [Fact]
    public async Task Versions_that_none_can_read_are_forgotten()
    {
        MemoryStore store = new();
        MemorySource left = new("left", 1);
        MemorySource table = new("table", 1);
        left.Add(0, "b,500,1");
        table.Add(0, Enumerable.Range(1, 400).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + (i % 4))},{i},{i % 9}")));
        StreamTopology topology = Topology(left, table, store, 1);

        await StreamRuns.ToEndAsync(topology, StreamRuns.Run(closesAtEnd: false));

        Assert.InRange(topology.Round.Tables[0].Count, 5, 1 + 4 + Lag);
    }

    private static Gen<string[]> Versions1(string key) =>
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 9], (time, n) => $"{key},{time},{n}").Array[0, 25];

    private static StreamTopology Topology(IStreamSource left, IStreamSource table, MemoryStore store, int lanes) =>
        VersionPipeline.Topology(left, table, store, TimeSpan.FromSeconds(Lag), lanes);

    private static string[] Reference(string[][] left, string[][] versions)
    {
        var table = versions.SelectMany(Settled).ToArray();
        return
        [
            .. left.SelectMany(Settled).Select(l =>
            {
                // The order is stable: of one moment the last that came.
                var found = table.Where(v => v.Key == l.Key && v.At <= l.At).OrderBy(v => v.At).LastOrDefault();
                return l.Key != "-" && found.N > 0 ? $"{l.Time}/{l.N} {found.Time}/{found.N}" : $"{l.Time}/{l.N} -";
            }).Order(StringComparer.Ordinal),
        ];
    }

    // At its time or, where it is late, at the watermark of its partition.
    private static List<(string Key, long Time, long N, long At)> Settled(string[] records)
    {
        List<(string, long, long, long)> rows = [];
        long highest = long.MinValue / 2;
        foreach (string[] parts in records.Select(r => r.Split(',')))
        {
            long time = long.Parse(parts[1], CultureInfo.InvariantCulture);
            highest = Math.Max(highest, time);
            rows.Add((parts[0], time, long.Parse(parts[2], CultureInfo.InvariantCulture), Math.Max(time, highest - Lag)));
        }

        return rows;
    }
}
