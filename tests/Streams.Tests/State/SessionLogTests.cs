using System.Collections.Immutable;
using FlowLang.Streams;
using FlowLang.Values.Aggregates;
using FlowLang.Values.State;

namespace FlowLang.Tests.Streams.State;

/// <summary>The log of sessions: each that changed, whatever else its key has open, and what comes of it is what there was.</summary>
public sealed class SessionLogTests
{
    private const int Gap = 10;

    [Fact]
    public void A_session_that_changes_is_written_without_the_others_of_its_key()
    {
        SessionTable<Key, Counted, Form> table = Table();
        Add(table, [.. Enumerable.Range(0, 1_000).Select(i => i * 2 * Gap)]);
        long all = Take(table).Sum(change => change.Entries.Length);
        Add(table, 500 * 2 * Gap);
        long one = Take(table).Sum(change => change.Entries.Length);

        Assert.InRange(one, 1, all / 100);
    }

    [Fact]
    public void A_session_that_grew_or_swallowed_others_stands_in_their_place()
    {
        SessionTable<Key, Counted, Form> table = Table();
        List<StateChange> log = [];
        Add(table, 0, 20, 38, 60, 80);
        log.AddRange(Take(table));
        Add(table, 65, 29);
        log.AddRange(Take(table));
        Add(table, 85);
        log.AddRange(Take(table));

        string[] expected = ["0-10 1", "20-48 3", "60-75 2", "80-95 2"];
        Assert.Equal(expected, Sessions(Restored(log)));
        Assert.Equal(expected, Sessions(table));
    }

    [Fact]
    public void A_session_that_the_watermark_closed_does_not_come_back_with_another_of_its_key()
    {
        SessionTable<Key, Counted, Form> table = Table();
        List<StateChange> log = [];
        Add(table, 0, 40);
        log.AddRange(Take(table));
        List<string> left = [];
        table.Close(30, (in Key key, ref Counted group) => left.Add($"{key.Start}-{key.End} {group.Count.Result}"));
        Add(table, 45);
        log.AddRange(Take(table));

        Assert.Equal(["0-10 1"], left);
        Assert.Equal(["40-55 2"], Sessions(Restored(log)));
    }

    // A version that writes all that a key has, and reads what one wrote that did.
    [Fact]
    public void All_sessions_of_a_key_in_one_entry_are_read()
    {
        StateWriter entry = new(64);
        StateWriter key = new(16);
        Form.WriteKey(new Key(7, 0, 0), ref key);
        entry.Bytes(key.Written);
        entry.Count(2);
        foreach (int start in (int[])[0, 40])
        {
            entry.Integer(start);
            entry.Integer(start);
            Counted group = default;
            group.Count.Add();
            Form.WriteGroup(in group, ref entry);
        }

        SessionTable<Key, Counted, Form> table = Table();
        Add(table, 0);
        Assert.Equal(["0-10 1", "40-50 1"], Sessions(Restored([Assert.Single(Take(table)) with { Entries = entry.ToArray() }])));
    }

    private static SessionTable<Key, Counted, Form> Table() => new(new OperatorSignature("sessions", "count"), TimeSpan.Zero);

    private static SessionTable<Key, Counted, Form> Restored(List<StateChange> log)
    {
        SessionTable<Key, Counted, Form> again = Table();
        log.ForEach(again.Restore);
        again.Restored();
        return again;
    }

    private static void Add(SessionTable<Key, Counted, Form> table, params int[] times) =>
        Array.ForEach(times, time => table.Group(new Key(7, time, time)).Count.Add());

    private static ImmutableArray<StateChange> Take(SessionTable<Key, Counted, Form> table)
    {
        var taken = ImmutableArray.CreateBuilder<StateChange>();
        table.Changes(taken);
        return taken.ToImmutable();
    }

    // All that are open, which leave by that.
    private static List<string> Sessions(SessionTable<Key, Counted, Form> table)
    {
        List<string> all = [];
        table.Close(EventTime.End, (in Key key, ref Counted group) => all.Add($"{key.Start}-{key.End} {group.Count.Result}"));
        return all;
    }

    private readonly record struct Key(long Id, long Start, long End);

    private struct Counted
    {
        public Count Count;
    }

    private readonly struct Form : ISessionForm<Key, Counted>
    {
        public static long Gap => SessionLogTests.Gap;

        public static long Time(in Key key) => key.Start;

        public static Key In(in Key key, long start, long end) => key with { Start = start, End = end };

        public static void Merge(ref Counted group, in Counted other) => group.Count.Merge(in other.Count);

        public static void WriteKey(in Key key, ref StateWriter writer) => writer.Integer(key.Id);

        public static Key ReadKey(ref StateReader reader) => new(reader.Integer(), 0, 0);

        public static void WriteGroup(in Counted group, ref StateWriter writer) => group.Count.Write(ref writer);

        public static Counted ReadGroup(ref StateReader reader) => new() { Count = Count.Read(ref reader) };
    }
}
