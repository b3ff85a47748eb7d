using System.Globalization;
using CsCheck;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Joins;

/// <summary>Joins of two streams, compared with all pairs of the records that are not late, each by its own partition.</summary>
public sealed class JoinTests
{
    private const int Partitions = 2;
    private const int Lag = 5;

    private static readonly Gen<string[][]> Records = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, 80], Gen.Int[0, 3], (key, time, n) => $"{(key == 0 ? "-" : $"{(char)('a' + key)}")},{time},{n}")
        .Array[0, 25].Array[Partitions];

    [Fact]
    public Task Interleaving_crashes_and_lanes_change_nothing() =>
        Gen.Select(Gen.Enum<JoinWord>(), Records, Records, Gen.Int).SampleAsync(
            async (kind, left, right, seed) =>
            {
                MemoryStore store = new();
                (MemorySource lefts, MemorySource rights) = (MemorySource.Of("left", left), MemorySource.Of("right", right));
                long? late = null;
                await store.SurviveAsync(seed, async random => late = (await StreamRuns.ToEndAsync(
                    Topology(lefts.Again(random), rights.Again(random), store, kind, random.Next(1, 5)))).Writes[0].Late);
                (string[] expected, int expectedLate) = Reference(kind, left, right);
                Assert.Equal(expected, JoinPipeline.Of(store));
                Assert.True(late <= expectedLate);
            },
            iter: 400, threads: 2);

    [Fact]
    public async Task Late_rows_are_counted_and_have_no_partners()
    {
        MemorySource left = MemorySource.Of("left", [["b,50,2", "b,44,2", "b,45,2"], []]);
        MemorySource right = MemorySource.Of("right", [["b,50,4"], []]);
        MemoryStore store = new();

        RunReport report = await StreamRuns.ToEndAsync(Topology(left, right, store, JoinWord.Left, 1));

        Assert.Equal(["45/2 50/4", "50/2 50/4"], JoinPipeline.Of(store));
        Assert.Equal(1, Assert.Single(report.Writes).Late);
    }

    [Fact]
    public async Task A_row_stays_alone_only_when_no_partner_can_come()
    {
        MemoryStore store = new();
        MemorySource left = new("left", 1);
        MemorySource right = new("right", 1);
        left.Add(0, "b,10,1", "b,40,1");
        right.Add(0, "b,25,1");
        StreamRun open = StreamRuns.Run(closesAtEnd: false);
        await StreamRuns.ToEndAsync(Topology(left, right, store, JoinWord.Left, 1), open);
        Assert.Empty(JoinPipeline.Of(store)); // 25 - 5 is not more than 10 past it

        MemorySource more = right.Again();
        more.Add(0, "b,26,1");
        await StreamRuns.ToEndAsync(Topology(left.Again(), more, store, JoinWord.Left, 1), open);

        Assert.Equal(["10/1 -"], JoinPipeline.Of(store));
    }

    [Fact]
    public async Task State_is_as_large_as_the_bound_and_is_told_by_entries()
    {
        MemoryStore store = new();
        MemorySource left = new("left", 1, _ => (0, 50));
        MemorySource right = new("right", 1);
        left.Add(0, Enumerable.Range(0, 5_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i},{i},1")));
        right.Add(0, "b,10000,1");
        await StreamRuns.ToEndAsync(Topology(left, right, store, JoinWord.Inner, 1), StreamRuns.Run(closesAtEnd: false));
        StreamTopology again = Topology(left.Again(), right.Again(), store, JoinWord.Inner, 1);
        await StreamRuns.ToEndAsync(again, StreamRuns.Run(closesAtEnd: false));

        // Ten seconds and the lag, at one row a second, and the one of the right.
        Assert.Equal(JoinPipeline.Within + Lag + 2, again.Round.Tables[0].Count);
        long rows = store.Commits.Sum(c => c.State.Where(s => s.Group != 64).Sum(s => (long)s.Entries.Length));
        Assert.InRange(rows, 5_000 * 10, 5_000 * 30); // each row once
    }

    [Fact]
    public async Task State_of_another_join_is_refused()
    {
        MemoryStore store = new();
        await StreamRuns.ToEndAsync(
            Topology(MemorySource.Of("left", [["b,1,1"], []]), MemorySource.Of("right", [[], []]), store, JoinWord.Inner, 1));

        FlowException e = await Assert.ThrowsAsync<FlowException>(() => StreamRuns.ToEndAsync(
            Topology(MemorySource.Of("left", [["b,1,1"], []]), MemorySource.Of("right", [[], []]), store, JoinWord.Left, 1)));

        Assert.Equal("RT4104", e.Error.Code);
    }

    private static StreamTopology Topology(
        IStreamSource left, IStreamSource right, MemoryStore store, JoinWord kind, int lanes) =>
        JoinPipeline.Topology(left, right, store, TimeSpan.FromSeconds(Lag), lanes, kind);

    private static (string[] Rows, int Late) Reference(JoinWord kind, string[][] left, string[][] right)
    {
        int late = 0;
        var lefts = left.SelectMany(p => OnTime(p, ref late)).ToArray();
        var rights = right.SelectMany(p => OnTime(p, ref late)).ToArray();
        bool Fit((string Key, long Time, long N) l, (string Key, long Time, long N) r) => l.Key == r.Key && l.Key != "-"
            && Math.Abs(l.Time - r.Time) <= JoinPipeline.Within && JoinPipeline.Fits(l.N, r.N);
        IEnumerable<string> pairs = lefts.SelectMany(l => rights.Where(r => Fit(l, r)).Select(r => $"{l.Time}/{l.N} {r.Time}/{r.N}"));
        IEnumerable<string> leftAlone = lefts.Where(l => !rights.Any(r => Fit(l, r))).Select(l => $"{l.Time}/{l.N}");
        IEnumerable<string> rightAlone = rights.Where(r => !lefts.Any(l => Fit(l, r))).Select(r => $"- {r.Time}/{r.N}");
        IEnumerable<string> rows = kind switch
        {
            JoinWord.Inner => pairs,
            JoinWord.Left => pairs.Concat(leftAlone.Select(l => $"{l} -")),
            JoinWord.Right => pairs.Concat(rightAlone),
            JoinWord.Full => pairs.Concat(leftAlone.Select(l => $"{l} -")).Concat(rightAlone),
            JoinWord.Semi => lefts.Where(l => rights.Any(r => Fit(l, r))).Select(l => $"{l.Time}/{l.N}"),
            _ => leftAlone,
        };
        return ([.. rows.Order(StringComparer.Ordinal)], late);
    }

    private static List<(string Key, long Time, long N)> OnTime(string[] records, ref int late)
    {
        List<(string, long, long)> rows = [];
        long highest = long.MinValue / 2;
        foreach (string[] parts in records.Select(r => r.Split(',')))
        {
            long time = long.Parse(parts[1], CultureInfo.InvariantCulture);
            highest = Math.Max(highest, time);
            if (time < highest - Lag)
            {
                late++;
            }
            else
            {
                rows.Add((parts[0], time, long.Parse(parts[2], CultureInfo.InvariantCulture)));
            }
        }

        return rows;
    }
}
