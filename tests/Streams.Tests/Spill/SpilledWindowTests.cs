using System.Globalization;
using CsCheck;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Spill;

/// <summary>Windows that are larger than memory, and leave in parts: the same rows come of them as of those that fit.</summary>
public sealed class SpilledWindowTests
{
    // A sixteenth of it is a part: entries of 80 bytes or more, and the key group behind.
    private const long Memory = 4 << 20;
    private const int MostOfPart = 4_000;
    private const int Lag = 5;
    private const int Records = 10_000;
    private const int Seconds = 150;

    // What a round merges has to fit beside what there is.
    private const int AtOnce = 500;

    private static readonly string Prefix = new('k', 60);

    private static readonly Lazy<CompiledProgram> Windows = new(() => CompiledProgram.Of(
        $$"""
        type Event = { k: text, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag({{Lag}}s) }
        transform minutes =
          from events | window tumble(1m, on: at) late 10s
          | aggregate n = count(), total = sum(n), kinds = count_distinct(n % 3) by k, window_start
        transform hops =
          from events | window hop(2m, 1m, on: at) | aggregate n = count(), total = sum(n) by k, window_end emit changes
        transform once =
          from events | window tumble(2m, on: at) | dedupe by k, window_start keep earliest at
          | aggregate n = count() by window_start
        transform busy =
          from minutes | select k, at = window_start, n
          | window tumble(3m, on: at) | aggregate n = sum(n), minutes = count() by k, window_start
        pipeline live {
          write minutes to pg.table("minutes") { mode: append }
          write hops to pg.table("hops") { mode: upsert }
          write once to pg.table("once") { mode: append }
          write busy to pg.table("busy") { mode: append }
        }
        """));

    [Fact]
    public Task Crashes_and_restarts_of_spilled_windows_change_no_table() => Gen.Int.SampleAsync(
        async seed =>
        {
            Random random = new(seed);
            string[] records =
            [
                // Out of order by less than the lag, so that none is late.
                .. Enumerable.Range(0, Records).Select(i => Record(
                    $"key{random.Next(8_000)}", (i * Seconds / Records) + random.Next(Lag), random.Next(100))),
            ];
            MemoryStore store = new() { Failure = () => (CommitFailure)Math.Max(0, random.Next(20) - 17) };
            int spills = await FeedAsync(records, store, () => random.Next(1, 4));
            Assert.NotEqual(0, spills);
            MemoryStore plain = new();
            Assert.Equal(0, await FeedAsync(records, plain, () => 1, memory: 512L << 20));
            string[][] tables = MemoryTables.Of(plain);
            Assert.All(tables, table => Assert.NotEmpty(table));
            Assert.Equal(tables, MemoryTables.Of(store));
        },
        iter: 2, threads: 1);

    [Fact]
    public async Task A_window_on_disk_leaves_in_parts_and_none_of_them_comes_twice()
    {
        MemoryStore store = new();
        await FeedAsync([.. Enumerable.Range(0, 2 * Records).Select(i => Record($"key{i}", 30, 1))], store, () => 2);
        string[][] tables = MemoryTables.Of(store);
        Assert.Equal(2 * Records, tables[0].Length);
        Assert.Equal(2 * Records, tables[3].Length);
        Assert.All(store.Commits, commit => Assert.InRange(commit.Outputs[0].Count, 0, MostOfPart));
        Assert.All(store.Commits, commit => Assert.InRange(commit.Outputs[3].Count, 0, MostOfPart));
    }

    [Fact]
    public async Task Each_part_may_be_the_last_of_its_life()
    {
        string[] records = [.. Enumerable.Range(0, Records * 4 / 5).Select(i => Record($"key{i}", 30, 1))];

        // It is a watermark that closes the others' windows, which a later life knows of, and not the end.
        records[^1] = Record("last", 600, 1);
        int commits = 0;
        MemoryStore store = new() { Failure = () => commits++ < 60 ? CommitFailure.After : CommitFailure.None };
        await FeedAsync(records, store, () => 1, memory: Memory / 2);
        string[][] tables = MemoryTables.Of(store);
        Assert.Equal(records.Length, tables[0].Length);
        Assert.Equal(records.Length, tables[3].Length);
        Assert.InRange(store.Commits.Count(commit => commit.Outputs[0].Count > 0), 3, int.MaxValue);
    }

    private static Task<int> FeedAsync(string[] records, MemoryStore store, Func<int> lanes, long memory = Memory) =>
        SpillingLife.FeedAsync(Windows.Value, new Dictionary<string, string[]> { ["events"] = records }, store, lanes, memory, AtOnce);

    private static string Record(string key, int second, int n) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{key},{DateTime.UnixEpoch.AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss'Z'},{n}");
}
