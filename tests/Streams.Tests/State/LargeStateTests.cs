using System.Collections.Immutable;
using FlowLang.Streams;
using FlowLang.Values.Aggregates;
using FlowLang.Values.State;

namespace FlowLang.Tests.Streams.State;

/// <summary>The log of a large state: no round writes all of it anew, and what is to be read again stays short.</summary>
public sealed class LargeStateTests
{
    private const int Groups = 200_000;

    // What a round may write of entries that did not change.
    private const long RoundBytes = 48 << 20;

    [Fact]
    public void A_large_state_is_written_anew_in_parts_and_read_again_as_it_was()
    {
        KeyTable<Key, Counted, Form> table = Table();
        Log log = new();
        Random random = new(7);
        for (int i = 0; i < Groups; i++)
        {
            table.Group(new Key(i), 0).Count.Add();
            if (i % 16_000 == 0)
            {
                log.Take(table);
            }
        }

        log.Take(table);
        long once = log.Bytes;
        Assert.True(once > 64 << 20, $"{once} bytes are no large state");
        for (int round = 0; round < 60; round++)
        {
            for (int i = 0; i < 16_000; i++)
            {
                table.Group(new Key(random.Next(Groups)), round).Count.Add();
            }

            long written = log.Take(table);
            Assert.InRange(written, 1, RoundBytes);
        }

        Assert.InRange(log.Bytes, once, once * 5);
        KeyTable<Key, Counted, Form> again = Table();
        log.Changes.ForEach(again.Restore);
        again.Restored();
        Assert.Equal(Groups, again.Count);
        for (int i = 0; i < Groups; i += 97)
        {
            Assert.Equal(table.Group(new Key(i), 0).Count.Result, again.Group(new Key(i), 0).Count.Result);
        }
    }

    private static KeyTable<Key, Counted, Form> Table() => new(new OperatorSignature("counts", "count"), TimeSpan.FromDays(1));

    // As a store keeps it.
    private sealed class Log
    {
        public List<StateChange> Changes { get; } = [];

        public long Bytes => Changes.Sum(c => (long)c.Entries.Length);

        public long Take(StateTable table)
        {
            var taken = ImmutableArray.CreateBuilder<StateChange>();
            table.Changes(taken);
            foreach (StateChange change in taken)
            {
                Assert.InRange(change.Entries.Length, 0, 5 << 20);
                if (change.Replaces)
                {
                    Changes.RemoveAll(known => known.Group == change.Group);
                }

                Changes.Add(change);
            }

            return taken.Sum(c => (long)c.Entries.Length);
        }
    }

    private readonly record struct Key(long Id);

    private struct Counted
    {
        public Count Count;
    }

    private readonly struct Form : IGroupForm<Key, Counted>
    {
        // A long key: few groups are a large state.
        private static readonly string Prefix = new('k', 240);

        public static void Merge(ref Counted group, in Counted other) => group.Count.Merge(in other.Count);

        public static void WriteKey(in Key key, ref StateWriter writer)
        {
            writer.Text(Prefix);
            writer.Integer(key.Id);
        }

        public static Key ReadKey(ref StateReader reader)
        {
            reader.Text();
            return new Key(reader.Integer());
        }

        public static void WriteGroup(in Counted group, ref StateWriter writer)
        {
            group.Count.Write(ref writer);
            writer.Text(Prefix);
        }

        public static Counted ReadGroup(ref StateReader reader)
        {
            Counted group = new() { Count = Count.Read(ref reader) };
            reader.Text();
            return group;
        }
    }
}
