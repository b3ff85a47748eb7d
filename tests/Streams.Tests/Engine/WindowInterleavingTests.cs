using System.Globalization;
using CsCheck;
using FlowLang.Streams;
using FlowLang.Tests.Streams.Support;

namespace FlowLang.Tests.Streams.Engine;

/// <summary>
/// Compiled windows of every kind: any order of partitions, any batches, crashes before and after commits, restarts and numbers of lanes
/// give the tables of the uninterrupted run. Sessions and sliding windows are also what their definition says.
/// </summary>
public sealed class WindowInterleavingTests
{
    private const int Partitions = 3;
    private const int Lag = 5;
    private const int Late = 4;
    private const int Gap = 7;
    private const int Size = 10;

    private static readonly Lazy<CompiledProgram> Windows = new(() => CompiledProgram.Of(
        $$"""
        type Event = { k: text, at: instant, n: int64 }
        connection bus: kafka { brokers: ["nowhere:9092"] }
        connection pg: postgres { url: "postgresql://nowhere/none" }
        stream events: append<Event> from bus.topic("events") { format: csv, event_time: at, watermark: lag({{Lag}}s) }
        transform visits =
          from events
          | window session({{Gap}}s, on: at) late {{Late}}s
          | aggregate n = count(), total = sum(n) by k, window_start, window_end
        transform growing =
          from events
          | window session({{Gap}}s, on: at) late {{Late}}s
          | aggregate n = count(), total = sum(n), ended = max(at) by k, window_start emit changes
        transform ends =
          from events
          | window session({{Gap}}s, on: at) late {{Late}}s
          | aggregate n = count() by k, window_end emit changes
        transform recent =
          from events
          | window sliding({{Size}}s, on: at) late {{Late}}s
          | aggregate n = count(), total = sum(n) by k, window_end
        transform now_recent =
          from events
          | window sliding({{Size}}s, on: at) late {{Late}}s
          | aggregate n = count(), total = sum(n) by k, window_end emit changes
        transform minutes =
          from events | window tumble(10s, on: at) late {{Late}}s | aggregate n = count() by k, window_start
        transform hops =
          from events | window hop(10s, 5s, on: at) late {{Late}}s | aggregate n = count() by k, window_start emit changes
        transform once =
          from events | dedupe by n keep earliest at ttl 1d | window session({{Gap}}s, on: at) | aggregate n = count() by k, window_end
        transform days =
          from visits
          | select k, at = window_end, n
          | union (from events | where n % 2 == 0 | select k, at, n)
          | window tumble(20s, on: at)
          | aggregate n = sum(n), rows = count() by k, window_start
        pipeline live {
          write visits to pg.table("visits") { mode: append }
          write growing to pg.table("growing") { mode: upsert }
          write ends to pg.table("ends") { mode: upsert }
          write recent to pg.table("recent") { mode: append }
          write now_recent to pg.table("now_recent") { mode: upsert }
          write minutes to pg.table("minutes") { mode: append }
          write hops to pg.table("hops") { mode: upsert }
          write once to pg.table("once") { mode: append }
          write days to pg.table("days") { mode: append }
        }
        """));

    // The number of an event is its own: which of two the same `dedupe` sees first is the one thing that an order may decide.
    private static readonly Gen<Event[][]> Events = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, 120], (key, at) => ($"{(char)('a' + key)}", at))
        .Array[0, 40].Array[Partitions]
        .Select(all => all.Select((of, p) => of.Select((e, i) => new Event(e.Item1, e.at, (i * Partitions) + p)).ToArray()).ToArray());

    [Fact]
    public Task Interleaving_crashes_and_lanes_change_no_table() => Gen.Select(Events, Gen.Int).SampleAsync(
        async (events, seed) =>
        {
            MemorySource source = new("events", Partitions);
            for (int i = 0; i < Partitions; i++)
            {
                source.Add(i, events[i].Select(e => e.Record));
            }

            MemoryStore plain = new();
            await StreamRuns.ToEndAsync(Topology(source, plain, 1));
            MemoryStore store = new();
            await store.SurviveAsync(seed, random => StreamRuns.ToEndAsync(Topology(source.Again(random), store, random.Next(1, 5))));

            string[][] tables = MemoryTables.Of(plain);
            Assert.Equal(tables, MemoryTables.Of(store));
            string[] visits = [.. Visits(events).Order(StringComparer.Ordinal)];
            Assert.Equal(visits, tables[0]);
            Assert.Equal(visits.Length, tables[1].Length);
            Assert.Equal(visits.Length, tables[2].Length);
            string[] recent = [.. Recent(events).Order(StringComparer.Ordinal)];
            Assert.Equal(recent, tables[3]);
            Assert.Equal(recent, tables[4]);
        },
        iter: 150, threads: 2);

    private static StreamTopology Topology(MemorySource source, MemoryStore store, int lanes)
    {
        StreamTopology topology = Windows.Value.Topology("live", StreamRuns.Run());
        return topology with { Inputs = [topology.Inputs[0] with { Source = source }], Store = store, Lanes = lanes };
    }

    private static IEnumerable<string> Visits(Event[][] events)
    {
        foreach (var of in OnTime(events, (e, mark) => e.At + Gap + Late > mark).GroupBy(e => e.Key))
        {
            Event[] rows = [.. of.OrderBy(e => e.At)];
            for (int first = 0; first < rows.Length;)
            {
                int next = first + 1;
                while (next < rows.Length && rows[next].At - rows[next - 1].At < Gap)
                {
                    next++;
                }

                Event[] visit = rows[first..next];
                yield return $"\"{of.Key}\" {Moment(visit[0].At)} {Moment(visit[^1].At + Gap)} {visit.Length} {visit.Sum(e => e.N)}";
                first = next;
            }
        }
    }

    private static IEnumerable<string> Recent(Event[][] events)
    {
        foreach (var of in OnTime(events, (e, mark) => e.At + Late >= mark).GroupBy(e => e.Key))
        {
            foreach (int end in of.Select(e => e.At).Distinct())
            {
                Event[] window = [.. of.Where(e => e.At > end - Size && e.At <= end)];
                yield return $"\"{of.Key}\" {Moment(end)} {window.Length} {window.Sum(e => e.N)}";
            }
        }
    }

    private static IEnumerable<Event> OnTime(Event[][] events, Func<Event, int, bool> isOnTime)
    {
        foreach (Event[] partition in events)
        {
            int mark = int.MinValue;
            foreach (Event e in partition)
            {
                mark = Math.Max(mark, e.At - Lag);
                if (isOnTime(e, mark))
                {
                    yield return e;
                }
            }
        }
    }

    private static string Moment(int at) =>
        DateTime.UnixEpoch.AddSeconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Event(string Key, int At, int N)
    {
        public string Record => $"{Key},{Moment(At)},{N}";
    }
}
