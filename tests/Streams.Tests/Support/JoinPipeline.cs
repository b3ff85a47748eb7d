using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Streams;
using FlowLang.Values.State;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// What generated code looks like for a join of two streams `within 10s` by key, where the numbers of both are even or both are odd, over
/// records `key,seconds,n`. The key `-` stands for null.
/// </summary>
internal static class JoinPipeline
{
    public const int Within = 10;

    public static StreamTopology Topology(
        IStreamSource left, IStreamSource right, IStreamStore store, TimeSpan lag, int lanes, JoinWord kind) => new()
        {
            Inputs = [new StreamInput("left", left) { Lag = lag }, new StreamInput("right", right) { Lag = lag }],
            Routes = [new StreamRoute("pairs", "memory", [])],
            Store = store,
            Lane = account => new Lane(account),
            Round = new Round(kind),
            Lanes = lanes,
        };

    /// <summary>The rows of a store, in order.</summary>
    public static string[] Of(MemoryStore store) =>
        [.. store.Rows.Cast<Rows>().SelectMany(r => r.Items).Order(StringComparer.Ordinal)];

    public static bool Fits(long left, long right) => (left + right) % 2 == 0;

    internal readonly record struct Key(string? Name);

    internal readonly record struct Row(long Time, long N)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}/{N}");
    }

    internal readonly struct Form : IJoinForm<Key, Row, Row>
    {
        public static bool CanMatch(in Key key) => key.Name is not null;

        public static Key ReadKey(ref StateReader reader) => new(reader.Text());

        public static void WriteKey(in Key key, ref StateWriter writer) => writer.Text(key.Name ?? "");

        public static Row ReadLeft(ref StateReader reader) => new(reader.Integer(), reader.Integer());

        public static Row ReadRight(ref StateReader reader) => ReadLeft(ref reader);

        public static void WriteLeft(in Row row, ref StateWriter writer)
        {
            writer.Integer(row.Time);
            writer.Integer(row.N);
        }

        public static void WriteRight(in Row row, ref StateWriter writer) => WriteLeft(in row, ref writer);
    }

    internal sealed class Collection(LaneAccount account) : LaneCollection(account)
    {
        public List<JoinRow<Key, Row>>[] Sides { get; } = [[], []];

        public override int Size => Sides[0].Count + Sides[1].Count;
    }

    internal sealed class Rows : StreamRows
    {
        public List<string> Items { get; } = [];

        public override ImmutableArray<FlowLang.Runtime.Column> Columns => [];

        public override int Count => Items.Count;

        public override void Write<TWriter>(int from, int to, ref TWriter writer)
        {
        }
    }

    private sealed class Lane(LaneAccount account) : StreamLane
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
                long seconds = long.Parse(parts[1], CultureInfo.InvariantCulture);
                partition.Advance(seconds * 1_000_000);
                StreamOrigin from = new(_collected.Account, batch, i, partition, seconds * 1_000_000);
                if (from.IsLate(0, from.Time + 1))
                {
                    from.Late(0);
                    continue;
                }

                Row row = new(seconds, long.Parse(parts[2], CultureInfo.InvariantCulture));
                _collected.Sides[input].Add(new(new Key(parts[0] == "-" ? null : parts[0]), from.Time, row));
            }
        }
    }

    private sealed class Round(JoinWord kind) : StreamRound
    {
        private readonly JoinTable<Key, Row, Row, Form> _joined =
            new(new OperatorSignature("pairs", $"{kind}"), TimeSpan.FromSeconds(Within))
            {
                AsksLeft = kind is not (JoinWord.Inner or JoinWord.Right),
                AsksRight = kind is JoinWord.Right or JoinWord.Full,
                OncePerLeft = kind is JoinWord.Semi or JoinWord.Anti,
            };

        private Rows _rows = new();

        public override ImmutableArray<StateTable> Tables => [_joined];

        public override void Merge(LaneCollection collection)
        {
            Collection from = (Collection)collection;
            _joined.Left(from.Sides[0]);
            _joined.Right(from.Sides[1]);
        }

        public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
        {
            bool keepsLeft = kind is JoinWord.Left or JoinWord.Full or JoinWord.Anti;
            bool keepsRight = kind is JoinWord.Right or JoinWord.Full;
            _joined.Close(watermarks[0], Pair, keepsLeft ? LeftAlone : null, keepsRight ? RightAlone : null);
            RoundOutput output = new([_rows], []);
            _rows = new Rows();
            return output;
        }

        private bool Pair(in Row left, in Row right, long time)
        {
            bool fits = Fits(left.N, right.N);
            if (fits && kind != JoinWord.Anti)
            {
                _rows.Items.Add(kind == JoinWord.Semi ? $"{left}" : $"{left} {right}");
            }

            return fits;
        }

        private void LeftAlone(in Row row, long time) => _rows.Items.Add($"{row}" + (kind == JoinWord.Anti ? "" : " -"));

        private void RightAlone(in Row row, long time) => _rows.Items.Add($"- {row}");
    }
}

internal enum JoinWord
{
    Inner,
    Left,
    Right,
    Full,
    Semi,
    Anti,
}
