using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FlowLang.Runtime;
using FlowLang.Streams;
using FlowLang.Values.Aggregates;
using FlowLang.Values.State;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// What generated code looks like for `where n >= 0 | window tumble(10s, on: at) late … | aggregate count(), sum(n) by key, window_start`
/// over records `key,seconds,n`. A record that is none is bad; a key `reject` is rejected.
/// </summary>
internal sealed class CountPipeline
{
    public static readonly ImmutableArray<FailureSite> Sites =
    [
        new(1, FlowLang.Runtime.FailureAction.Filter, "counts: where", "not n >= 0", "main.flow", 1, 1),
        new(2, FlowLang.Runtime.FailureAction.Reject, "counts: derive", "no such key", "main.flow", 2, 1),
    ];

    public static StreamTopology Topology(IStreamSource source, IStreamStore store, TimeSpan late, int lanes) => new()
    {
        Inputs = [new StreamInput("events", source)],
        Routes = [new StreamRoute("counts", "memory", Sites)],
        Store = store,
        Lane = account => new Lane(account, EventTime.Of(late)),
        Round = new Round(late),
        Lanes = lanes,
    };

    internal readonly record struct Key(string Name, long Start);

    internal readonly record struct Row(string Name, long Start, long Count, long Sum)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}@{Start / 1_000_000}: {Count}, {Sum}");
    }

    internal struct State
    {
        public Count Count;
        public IntegerSum Sum;
    }

    internal readonly struct Form : IWindowForm<Key, State>
    {
        public static long End(in Key key) => key.Start + 10_000_000;

        public static void Merge(ref State group, in State other)
        {
            group.Count.Merge(in other.Count);
            group.Sum.Merge(in other.Sum);
        }

        public static Key ReadKey(ref StateReader reader) => new(reader.Text(), reader.Integer());

        public static State ReadGroup(ref StateReader reader) =>
            new() { Count = Count.Read(ref reader), Sum = IntegerSum.Read(ref reader) };

        public static void WriteGroup(in State group, ref StateWriter writer)
        {
            group.Count.Write(ref writer);
            group.Sum.Write(ref writer);
        }

        public static void WriteKey(in Key key, ref StateWriter writer)
        {
            writer.Text(key.Name);
            writer.Integer(key.Start);
        }
    }

    internal sealed class Collection(LaneAccount account) : LaneCollection(account)
    {
        public Dictionary<Key, State> Groups { get; } = [];

        public override int Size => Groups.Count;
    }

    internal sealed class Lane(LaneAccount account, long late) : StreamLane
    {
        private Collection _collected = new(account);

        public override LaneCollection Collected => _collected;

        public override LaneCollection Take(LaneAccount next)
        {
            Collection taken = _collected;
            _collected = new Collection(next);
            return taken;
        }

        public override void Process(int input, RecordBatch batch, LanePartition partition)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                string[] parts = Encoding.UTF8.GetString(batch.Value(i)).Split(',');
                if (parts.Length != 3)
                {
                    _collected.Account.Bad(input, batch, i, "RT4115", "it has not three parts");
                    continue;
                }

                long time = long.Parse(parts[1], CultureInfo.InvariantCulture) * 1_000_000;
                if (!partition.Advance(time))
                {
                    _collected.Account.Ahead(input, batch, i, time);
                    continue;
                }

                RouteExits exits = _collected.Account.Exits[0];
                long n = long.Parse(parts[2], CultureInfo.InvariantCulture);
                int site = n < 0 ? 1 : 0;
                if (parts[0] == "reject")
                {
                    exits.Rows.Begin();
                    exits.Rows.Add("key", parts[0]);
                    site = exits.Rows.End(2);
                }

                if (site != 0)
                {
                    exits.Leave(site, batch.Partition, batch.Offset(i));
                    continue;
                }

                Key key = new(parts[0], EventTime.WindowStart(time, 10_000_000));
                if (partition.IsLate(0, Form.End(key) + late))
                {
                    exits.CountLate();
                    continue;
                }

                ref State state = ref CollectionsMarshal.GetValueRefOrAddDefault(_collected.Groups, key, out _);
                state.Count.Add();
                state.Sum.Add(n);
            }
        }
    }

    internal sealed class Rows : StreamRows
    {
        public List<Row> Items { get; } = [];

        public override ImmutableArray<Column> Columns => [];

        public override int Count => Items.Count;

        public override void Write<TWriter>(int from, int to, ref TWriter writer)
        {
        }
    }

    private sealed class Round(TimeSpan late) : StreamRound
    {
        private readonly WindowTable<Key, State, Form> _groups = new(new OperatorSignature("counts", "key, start: count, sum"), late);

        public override ImmutableArray<StateTable> Tables => [_groups];

        public override void Merge(LaneCollection collection) => _groups.Merge(((Collection)collection).Groups);

        public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
        {
            Rows rows = new();
            _groups.Close(watermarks[0], (in Key key, ref State state) =>
            {
                state.Sum.TryResult(out long sum);
                rows.Items.Add(new Row(key.Name, key.Start, state.Count.Result, sum));
            });
            return new RoundOutput([rows], []);
        }
    }
}
