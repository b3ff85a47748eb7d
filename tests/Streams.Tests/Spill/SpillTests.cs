using System.Globalization;
using CsCheck;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Spill;

/// <summary>State that is larger than memory: what comes of it is what would come if it were not.</summary>
public sealed class SpillTests
{
    private const long Memory = 1 << 20;

    // Of an hour that a group lives: seconds, and enough rounds behind it to look at all that is on disk.
    private const int Later = 3_000;
    private const int Rounds = 110;

    private static readonly Lazy<CompiledProgram> Totals = new(() => CompiledProgram.Of(
        """
        type Event = { k: text, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag(5s) }
        transform totals =
          from events | aggregate n = count(), total = sum(n), kinds = count_distinct(n % 3) by k ttl 1h emit changes
        transform first = from events | dedupe by k keep earliest at ttl 1h | select k, at, n
        pipeline live {
          write totals to pg.table("totals") { mode: upsert }
          write first to pg.table("first") { mode: append }
        }
        """));

    [Fact]
    public Task Crashes_and_restarts_of_spilled_state_change_no_table() => Gen.Int.SampleAsync(
        async seed =>
        {
            Random random = new(seed);
            MemorySource source = new("events", 1);
            MemoryStore store = new() { Failure = () => (CommitFailure)Math.Max(0, random.Next(20) - 17) };
            List<(string Key, int N)> events = [];
            int spills = 0;
            for (int life = 0; life < 8; life++)
            {
                List<(string Key, int N)> added =
                    [.. Enumerable.Range(0, 1_500).Select(_ => ($"key{random.Next(5_000)}", random.Next(100)))];
                source.Add(0, added.Select((e, i) => Record(e.Key, (events.Count + i) / 10, e.N)));
                events.AddRange(added);
                while (!await LiveAsync(source.Again(), store, () => spills++, random.Next(1, 4)))
                {
                }
            }

            Assert.NotEqual(0, spills);
            string[][] tables = MemoryTables.Of(store);
            Assert.Equal(TotalsOf(events), tables[0]);
            Assert.Equal(events.DistinctBy(e => e.Key).Count(), tables[1].Length);
        },
        iter: 6, threads: 1);

    [Fact]
    public async Task A_spilled_group_is_forgotten_when_its_time_is_over_and_another_is_not()
    {
        MemorySource source = new("events", 1);
        MemoryStore store = new();
        string[] keys = [.. Enumerable.Range(0, 5_000).Select(i => $"key{i}")];
        using CancellationTokenSource drain = new();
        int spills = 0;
        await using StreamEngine engine = Engine(source, store, () => spills++, lanes: 1, isBounded: false);
        Task life = engine.RunAsync(drain.Token);
        source.Add(0, keys[..2_500].Select(key => Record(key, 0, 1)));
        await CommittedAsync(store, 2_500, life);
        source.Add(0, keys[2_500..].Select(key => Record(key, 0, 1)));
        await CommittedAsync(store, 5_000, life);
        Assert.NotEqual(0, spills);

        // The second half is seen again, later; then time passes with another key, a record a round.
        source.Add(0, keys[2_500..].Select(key => Record(key, Later, 1)));
        await CommittedAsync(store, 7_500, life);
        for (int i = 0; i < Rounds; i++)
        {
            source.Add(0, Record("other", Later + (i * 25), 1));
            await CommittedAsync(store, 7_501 + i, life);
        }

        source.Add(0, keys[..2_500].Select(key => Record(key, Later + (Rounds * 25), 1)));
        await CommittedAsync(store, 10_000 + Rounds, life);
        source.Add(0, keys[2_500..].Select(key => Record(key, Later + (Rounds * 25), 1)));
        await CommittedAsync(store, 12_500 + Rounds, life);
        await drain.CancelAsync();
        await life;
        string[] totals = MemoryTables.Of(store)[0];
        Assert.Equal(2_500, totals.Count(row => row.EndsWith(" 1 1 1", StringComparison.Ordinal)));
        Assert.Equal(2_500, totals.Count(row => row.EndsWith(" 3 3 1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_put_aside_goes_with_its_life()
    {
        MemorySource source = new("events", 1);
        source.Add(0, Enumerable.Range(0, 3_000).Select(i => Record($"key{i}", 0, 1)));
        List<string> folders = [];
        Assert.True(await LiveAsync(source, new MemoryStore(), () => { }, 1, folders));
        Assert.All(folders, folder => Assert.False(Directory.Exists(folder)));
        Assert.Single(folders);
    }

    private static async Task CommittedAsync(MemoryStore store, long records, Task life)
    {
        while (store.Commits.ToArray().LastOrDefault()?.Progress.Sum(p => p.NextOffset) != records)
        {
            Assert.False(life.IsCompleted, $"{life.Exception}");
            await Task.Delay(1);
        }
    }

    // False where the store failed.
    private static async Task<bool> LiveAsync(
        MemorySource source, MemoryStore store, Action onSpill, int lanes, List<string>? folders = null)
    {
        await using StreamEngine engine = Engine(source, store, onSpill, lanes, isBounded: true, folders);
        return await SpillingLife.IsWellAsync(engine.RunAsync(CancellationToken.None));
    }

    private static StreamEngine Engine(
        MemorySource source, MemoryStore store, Action onSpill, int lanes, bool isBounded, List<string>? folders = null) =>
        SpillingLife.Engine(
            Totals.Value, source, store, StreamRuns.Run(isBounded: isBounded, closesAtEnd: false, memory: Memory), lanes, folder =>
            {
                folders?.Add(folder);
                onSpill();
            });

    private static IEnumerable<string> TotalsOf(List<(string Key, int N)> events) => events
        .GroupBy(e => e.Key)
        .Select(of => $"\"{of.Key}\" {of.Count()} {of.Sum(e => e.N)} {of.Select(e => e.N % 3).Distinct().Count()}")
        .Order(StringComparer.Ordinal);

    private static string Record(string key, int second, int n) => string.Create(
        CultureInfo.InvariantCulture, $"{key},{DateTime.UnixEpoch.AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss'Z'},{n}");
}
