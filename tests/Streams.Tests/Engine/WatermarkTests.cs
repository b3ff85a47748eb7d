using System.Globalization;
using CsCheck;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Engine;

/// <summary>
/// Writes of one pipeline over different streams: each goes by the watermark of its own, whatever the others' streams do, in one process
/// and behind a repartition topic.
/// </summary>
public sealed class WatermarkTests
{
    private const int Partitions = 2;

    private const string Text = """
        type Event = { k: text, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag(5s), key: n }
        stream others: append<Event> from bus.topic("others") { format: csv, event_time: at, watermark: lag(5s), key: n }
        transform alone =
          from events as e | left join others as o on e.k == o.k and e.n < o.n within 3s | select e.n, other = o.n
        transform minutes =
          from events | window tumble(10s, on: at) late 4s | aggregate n = count(), total = sum(n) by k, window_start
        transform visits =
          from others | window session(7s, on: at) | aggregate n = count() by k, window_start, window_end
        transform valued =
          from others as o | left join events as e as of o.at on o.n == e.n | select o.n, k = o.k, event = e.k
        pipeline live {
          write alone to pg.table("alone") { mode: append }
          write minutes to pg.table("minutes") { mode: append }
          write visits to pg.table("visits") { mode: append }
          write valued to pg.table("valued") { mode: append }
          INSTANCES
        }
        """;

    private static readonly Lazy<CompiledProgram> One =
        new(() => CompiledProgram.Of(Text.Replace("INSTANCES", "", StringComparison.Ordinal)));

    private static readonly Lazy<CompiledProgram> Several =
        new(() => CompiledProgram.Of(Text.Replace("INSTANCES", "instances: 2", StringComparison.Ordinal)));

    private static readonly Gen<string[][]> Events = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, 120], (key, at) => ($"{(char)('a' + key)}", at))
        .Array[0, 30].Array[Partitions]
        .Select(all => all.Select((of, p) => of.Select((e, i) => Record(e.Item1, e.at, (i * Partitions) + p)).ToArray()).ToArray());

    [Fact]
    public async Task A_stream_without_records_holds_back_the_writes_that_read_it_and_no_others()
    {
        MemoryStore store = new();
        RunReport report = await StreamRuns.ToEndAsync(Topology(Ahead(), new MemorySource("others", Partitions), store), Open);

        Assert.Equal([3, 3, 0, 3], report.Writes.Select(write => write.Read));
        Assert.Equal([[], ["\"a\" 1970-01-01T00:00:00Z 1 1"], [], []], MemoryTables.Of(store));
    }

    [Fact]
    public async Task So_it_does_behind_a_repartition_topic()
    {
        RepartitionedLives lives = new(Several.Value, [Ahead(), new MemorySource("others", Partitions)], partitions: 3);
        await lives.ToEndAsync(new Random(1));

        Assert.Equal([[], ["\"a\" 1970-01-01T00:00:00Z 1 1"], [], []], MemoryTables.Of(lives.Stores));
    }

    [Fact]
    public Task Interleaving_crashes_and_lanes_change_no_table() => Gen.Select(Events, Events, Gen.Int).SampleAsync(
        async (events, others, seed) =>
        {
            (MemorySource first, MemorySource second) = (MemorySource.Of("events", events), MemorySource.Of("others", others));
            MemoryStore plain = new();
            await StreamRuns.ToEndAsync(Topology(first, second, plain), Open);
            MemoryStore store = new();
            await store.SurviveAsync(seed, random => StreamRuns.ToEndAsync(
                Topology(first.Again(random), second.Again(random), store) with { Lanes = random.Next(1, 5) }, Open));

            Assert.Equal(MemoryTables.Of(plain), MemoryTables.Of(store));
        },
        iter: 60, threads: 2);

    private static StreamRun Open => StreamRuns.Run(closesAtEnd: false);

    private static StreamTopology Topology(MemorySource events, MemorySource others, MemoryStore store)
    {
        StreamTopology topology = One.Value.Topology("live", StreamRuns.Run());
        return topology with
        {
            Inputs = [.. topology.Inputs.Select(input => input with { Source = input.Relation == "events" ? events : others })],
            Store = store,
        };
    }

    private static MemorySource Ahead() => MemorySource.Of("events", [[Record("a", 1, 1), Record("a", 100, 3)], [Record("a", 100, 2)]]);

    private static string Record(string key, int at, int n) =>
        string.Create(CultureInfo.InvariantCulture, $"{key},{DateTime.UnixEpoch.AddSeconds(at):yyyy-MM-dd'T'HH:mm:ss'Z'},{n}");
}
