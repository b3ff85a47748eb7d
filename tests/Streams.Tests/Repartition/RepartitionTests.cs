using System.Globalization;
using CsCheck;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Repartition;

/// <summary>
/// Several instances whose rows come together by other keys than the topic's: any order of partitions on both sides of the topic, any
/// batches, crashes before and after commits and any number of partitions between give the tables of one instance that is left alone.
/// </summary>
public sealed class RepartitionTests
{
    private const int Partitions = 3;

    private const string Text = """
        type Event = { k: text, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag(5s), key: n }
        stream others: append<Event> from bus.topic("others") { format: csv, event_time: at, watermark: lag(5s), key: n }
        transform minutes =
          from events | where n >= 0 | window tumble(10s, on: at) late 4s
          | aggregate n = count(), total = sum(n), last = max(at) by k, window_start
        transform hops =
          from events | window hop(10s, 5s, on: at) late 4s | aggregate n = count() by name = upper(k), window_start emit changes
        transform visits =
          from events | window session(7s, on: at) late 4s | aggregate n = count() by k, window_start, window_end
        transform days =
          from visits
          | select k, at = window_end, n
          | union (from others | where n % 2 == 0 | select k, at, n)
          | window tumble(20s, on: at)
          | aggregate n = sum(n), rows = count() by k, window_start
        transform once = from events | dedupe by n keep earliest at ttl 1d | select n, k
        transform all = from events | window tumble(20s, on: at) | aggregate n = count() by window_start
        transform pairs =
          from events as e | join others as o on e.k == o.k within 3s | select k = e.k, left = e.n, right = o.n, at = e.at
        transform alone =
          from events as e | left join others as o on e.k == o.k and e.n < o.n within 3s | select e.n, other = o.n
        transform valued =
          from events as e | left join others as o as of e.at on e.n == o.n | select e.n, k = e.k, other = o.k
        transform each = from events | where n % 3 == 0 | select n, k
        pipeline live {
          write minutes to pg.table("minutes") { mode: append }
          write hops to pg.table("hops") { mode: upsert }
          write visits to pg.table("visits") { mode: append }
          write days to pg.table("days") { mode: append }
          write once to pg.table("once") { mode: append }
          write all to pg.table("whole") { mode: append }
          write pairs to pg.table("pairs") { mode: append }
          write alone to pg.table("alone") { mode: append }
          write valued to pg.table("valued") { mode: append }
          write each to pg.table("each") { mode: append }
          INSTANCES
        }
        """;

    private static readonly Lazy<CompiledProgram> One =
        new(() => CompiledProgram.Of(Text.Replace("INSTANCES", "", StringComparison.Ordinal)));

    private static readonly Lazy<CompiledProgram> Several =
        new(() => CompiledProgram.Of(Text.Replace("INSTANCES", "instances: 2", StringComparison.Ordinal)));

    private static readonly Gen<string[][]> Events = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, 120], (key, at) => ($"{(char)('a' + key)}", at))
        .Array[0, 40].Array[Partitions]
        .Select(all => all.Select((of, p) => of.Select((e, i) => Record(e.Item1, e.at, (i * Partitions) + p)).ToArray()).ToArray());

    [Fact]
    public Task Interleaving_crashes_and_partitions_change_no_table() => Gen.Select(Events, Events, Gen.Int[1, 4], Gen.Int).SampleAsync(
        async (events, others, partitions, seed) =>
        {
            (MemorySource first, MemorySource second) = (Source("events", events), Source("others", others));
            MemoryStore plain = new();
            StreamTopology whole = One.Value.Topology("live", StreamRuns.Run());
            await StreamRuns.ToEndAsync(
                whole with { Inputs = [whole.Inputs[0] with { Source = first }, whole.Inputs[1] with { Source = second }], Store = plain },
                StreamRuns.Run(closesAtEnd: false));
            RepartitionedLives lives = new(Several.Value, [first, second], partitions);
            await lives.ToEndAsync(new Random(seed));

            string[][] tables = MemoryTables.Of(plain);
            Assert.Equal(tables, MemoryTables.Of(lives.Stores));
        },
        iter: 40, threads: 2);

    [Fact]
    public async Task A_partition_that_is_idle_before_the_topic_holds_nothing_back_behind_it()
    {
        CompiledProgram program = CompiledProgram.Of(
            """
            type Event = { k: text, at: instant, n: int64 }
            connection bus: kafka { brokers: ["nowhere:9092"] }
            connection pg: postgres { url: "postgresql://nowhere/none" }
            stream events: append<Event> from bus.topic("events") {
              format: csv, event_time: at, watermark: lag(5s), key: n, idle: 200ms
            }
            transform minutes = from events | window tumble(10s, on: at) | aggregate n = count() by k, window_start
            pipeline live {
              write minutes to pg.table("minutes") { mode: append }
              instances: 2
              commit: 20ms
            }
            """);
        MemorySource source = new("events", 2);
        source.Add(0, Record("a", 1, 0), Record("a", 100, 1));
        RepartitionedLives lives = new(program, [source], partitions: 3);
        await lives.UntilAsync(() => lives.Stores.Any(store => store.Rows.Count > 0));

        Assert.Equal(["\"a\" 1970-01-01T00:00:00Z 1"], Assert.Single(MemoryTables.Of(lives.Stores)));
    }

    // All windows that have events close: each partition ends a day later.
    private static MemorySource Source(string topic, string[][] events)
    {
        MemorySource source = new(topic, Partitions);
        for (int i = 0; i < Partitions; i++)
        {
            source.Add(i, [.. events[i], Record("z", 100_000, -3 - (i * 6)), Record("z", 200_000, -6 - (i * 6))]);
        }

        return source;
    }

    private static string Record(string key, int at, int n) =>
        string.Create(CultureInfo.InvariantCulture, $"{key},{DateTime.UnixEpoch.AddSeconds(at):yyyy-MM-dd'T'HH:mm:ss'Z'},{n}");
}
