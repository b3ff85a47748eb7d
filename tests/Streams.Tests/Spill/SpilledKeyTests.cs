using System.Globalization;
using CsCheck;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Spill;

/// <summary>
/// Sessions, sliding windows, joins, versions and rows that wait for them, of more keys than memory holds: the same rows come of them as of
/// those that fit.
/// </summary>
public sealed class SpilledKeyTests
{
    private const long Memory = 4 << 20;
    private const int Lag = 5;
    private const int Records = 3_000;
    private const int Seconds = 160;

    // What a round merges has to fit beside what there is.
    private const int AtOnce = 100;

    // Those that were in memory, and some from disk.
    private const int MostOfPart = 1_500;

    private static readonly string Prefix = new('k', 60);

    private static readonly string Declared =
        $$"""
        type Event = { k: text, at: instant, n: int64 }
        type Price = { k: text @key, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag({{Lag}}s) }
        stream prices: append<Price> from bus.topic("prices") { format: csv, key: k, event_time: at, watermark: lag({{Lag}}s) }
        """;

    private static readonly Lazy<CompiledProgram> Keys = new(() => CompiledProgram.Of(
        $$"""
        {{Declared}}
        stream orders: append<Event> from bus.topic("orders") { format: csv, event_time: at, watermark: lag({{Lag}}s) }
        transform visits =
          from events | window session(30s, on: at) late 5s
          | aggregate n = count(), total = sum(n), kinds = count_distinct(n % 3) by k, window_start, window_end
        transform growing =
          from events | window session(30s, on: at) | aggregate n = count(), total = sum(n) by k, window_start emit changes
        transform recent =
          from events | window sliding(30s, on: at) late 5s | aggregate n = count(), total = sum(n) by k, window_end
        transform now_recent =
          from events | window sliding(30s, on: at) | aggregate n = count() by k, window_end emit changes
        transform led =
          from events as e | left join orders as o on e.k == o.k within 20s
          | select k = e.k, at = e.at, n = e.n, ordered = o.n, placed = o.at
        transform lone = from events as e | anti join orders as o on e.k == o.k within 10s | select k, at, n
        transform worth =
          from events as e | left join prices as p as of e.at on e.k == p.k | select k = e.k, at = e.at, n = e.n, price = p.n
        transform busy =
          from visits | select k, at = window_end, n
          | window tumble(3m, on: at) | aggregate n = sum(n), visits = count() by k, window_start
        pipeline live {
          write visits to pg.table("visits") { mode: append }
          write growing to pg.table("growing") { mode: upsert }
          write recent to pg.table("recent") { mode: append }
          write now_recent to pg.table("now_recent") { mode: upsert }
          write led to pg.table("led") { mode: append }
          write lone to pg.table("lone") { mode: append }
          write worth to pg.table("worth") { mode: append }
          write busy to pg.table("busy") { mode: append }
        }
        """));

    private static readonly Lazy<CompiledProgram> Waiting = new(() => CompiledProgram.Of(
        $$"""
        {{Declared}}
        transform worth =
          from events as e | left join prices as p as of e.at on e.k == p.k | select k = e.k, at = e.at, n = e.n, price = p.n
        pipeline live { write worth to pg.table("worth") { mode: append } }
        """));

    [Fact]
    public Task Crashes_and_restarts_of_spilled_keys_change_no_table() => Gen.Int.SampleAsync(
        async seed =>
        {
            Random random = new(seed);
            Dictionary<string, string[]> topics = new()
            {
                ["events"] = RandomRecords(random, 1_200),
                ["orders"] = RandomRecords(random, 1_500),
                ["prices"] = RandomRecords(random, 1_500),
            };
            MemoryStore store = new() { Failure = () => (CommitFailure)Math.Max(0, random.Next(20) - 17) };
            int spills = await SpillingLife.FeedAsync(Keys.Value, topics, store, () => random.Next(1, 4), Memory, AtOnce);
            Assert.NotEqual(0, spills);
            MemoryStore plain = new();
            Assert.Equal(0, await SpillingLife.FeedAsync(Keys.Value, topics, plain, () => 1, memory: 1L << 30, AtOnce));
            string[][] tables = MemoryTables.Of(plain);
            Assert.All(tables, table => Assert.NotEmpty(table));
            Assert.Equal(tables, MemoryTables.Of(store));
        },
        iter: 2, threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_part_may_be_the_last_of_its_life(bool isClosedByWatermark)
    {
        int far = isClosedByWatermark ? Records - 1 : Records;
        Dictionary<string, string[]> topics = new()
        {
            ["events"] = ByAndBy("key", far),
            ["orders"] = ByAndBy("order", far),
            ["prices"] = ByAndBy("price", far),
        };
        MemoryStore store = new();
        EndLives(store, [0, 2, 4, 5, 6]);
        await SpillingLife.FeedAsync(Keys.Value, topics, store, () => 1, Memory, AtOnce);
        string[][] tables = MemoryTables.Of(store);
        Assert.All([0, 2, 4, 5, 6, 7], table => Assert.Equal(Records, tables[table].Distinct().Count()));
        Assert.All([0, 2, 4, 5, 6, 7], table => Assert.Equal(Records, store.Commits.Sum(c => c.Outputs[table].Count)));
        Assert.All([0, 2, 4, 5, 6], table => Assert.InRange(store.Commits.Count(c => c.Outputs[table].Count > 0), 3, int.MaxValue));
        Assert.All([0, 2, 4, 5, 6], table => Assert.InRange(store.Commits.Max(c => c.Outputs[table].Count), 0, MostOfPart));
    }

    [Fact]
    public async Task Rows_that_come_with_the_watermark_that_passes_them_may_leave_in_a_later_life()
    {
        Dictionary<string, string[]> topics = new()
        {
            ["events"] = ByAndBy("key", Records - (2 * AtOnce) - 1),
            ["prices"] = ByAndBy("key", Records - (5 * AtOnce)),
        };
        MemoryStore store = new();
        EndLives(store, [0]);
        Assert.NotEqual(0, await SpillingLife.FeedAsync(Waiting.Value, topics, store, () => 1, Memory / 4, AtOnce));
        string[] rows = Assert.Single(MemoryTables.Of(store));
        Assert.Equal(Records, rows.Distinct().Count());
        Assert.Equal(Records, rows.Length);
        Assert.InRange(store.Commits.Count(c => c.Outputs[0].Count > 0), 3, int.MaxValue);
    }

    [Fact]
    public async Task Many_open_sessions_of_few_keys_are_taken_for_no_more_than_they_are()
    {
        CompiledProgram program = CompiledProgram.Of(
            $$"""
            {{Declared.Replace($"lag({Lag}s)", "lag(1d)", StringComparison.Ordinal)}}
            transform visits =
              from events | window session(1s, on: at) | aggregate n = count(), kinds = count_distinct(n) by k, window_start
            pipeline live { write visits to pg.table("visits") { mode: append } }
            """);
        Dictionary<string, string[]> topics = new()
        {
            ["events"] = [.. Enumerable.Range(0, Records).Select(i => Record($"key{i % 12}", TimeSpan.FromSeconds(2 * i), i))],
        };
        MemoryStore store = new();
        Assert.Equal(0, await SpillingLife.FeedAsync(program, topics, store, () => 1, 2 * Memory, AtOnce));
        Assert.Equal(Records, Assert.Single(MemoryTables.Of(store)).Length);
    }

    // Behind each of the commits that follow the first row of these tables.
    private static void EndLives(MemoryStore store, int[] tables)
    {
        int lives = 0;
        store.Failure = () => store.Commits.Any(c => tables.Any(t => c.Outputs[t].Count > 0)) && ++lives < 13
            ? CommitFailure.After : CommitFailure.None;
    }

    // One moment after the other, so that they may leave by and by: at the end, of which a later life does not know, or by the time of
    // those that are far ahead.
    private static string[] ByAndBy(string key, int far) =>
    [
        .. Enumerable.Range(0, Records).Select(
            i => Record($"{key}{i}", i < far ? TimeSpan.FromMilliseconds(30_000 + i) : TimeSpan.FromSeconds(900), 1)),
    ];

    // Out of order by less than the lag, so that none is late.
    private static string[] RandomRecords(Random random, int keys) =>
    [
        .. Enumerable.Range(0, Records).Select(i => Record(
            $"key{random.Next(keys)}", TimeSpan.FromMilliseconds((i * 1_000L * Seconds / Records) + random.Next(Lag * 1_000)),
            random.Next(100))),
    ];

    private static string Record(string key, TimeSpan at, int n) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{key},{DateTime.UnixEpoch + at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},{n}");
}
