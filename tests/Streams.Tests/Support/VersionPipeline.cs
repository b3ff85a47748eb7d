using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Streams;
using FlowLang.Values.State;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// What generated code looks like for `left join table as of at` by key, over rows `key,seconds,n` and versions `key,seconds,n`, where the
/// number 0 stands for a delete.
/// </summary>
internal static class VersionPipeline
{
    public static StreamTopology Topology(IStreamSource left, IStreamSource table, IStreamStore store, TimeSpan lag, int lanes) => new()
    {
        Inputs = [new StreamInput("left", left) { Lag = lag }, new StreamInput("table", table) { Lag = lag }],
        Routes = [new StreamRoute("read", "memory", [])],
        Store = store,
        Lane = account => new Lane(account),
        Round = new Round(),
        Lanes = lanes,
    };

    private sealed class Collection(LaneAccount account) : LaneCollection(account)
    {
        public List<JoinRow<JoinPipeline.Key, JoinPipeline.Row>> Left { get; } = [];

        public List<JoinRow<JoinPipeline.Key, JoinPipeline.Row?>> Versions { get; } = [];

        public override int Size => Left.Count + Versions.Count;
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
                JoinPipeline.Key key = new(parts[0] == "-" ? null : parts[0]);
                JoinPipeline.Row row = new(seconds, long.Parse(parts[2], CultureInfo.InvariantCulture));
                if (input == 0)
                {
                    _collected.Left.Add(new(key, from.Settled(0), row));
                }
                else
                {
                    _collected.Versions.Add(new(key, from.Settled(0), row.N == 0 ? null : row));
                }
            }
        }
    }

    private sealed class Round : StreamRound
    {
        private readonly VersionTable<JoinPipeline.Key, JoinPipeline.Row, JoinPipeline.Row, JoinPipeline.Form> _versions =
            new(new OperatorSignature("read", "as of"));

        private JoinPipeline.Rows _rows = new();

        public override ImmutableArray<StateTable> Tables => [_versions];

        public override void Merge(LaneCollection collection)
        {
            Collection from = (Collection)collection;
            _versions.Left(from.Left);
            _versions.Change(from.Versions);
        }

        public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
        {
            _versions.Close(watermarks[0], Pair, Alone);
            RoundOutput output = new([_rows], []);
            _rows = new JoinPipeline.Rows();
            return output;
        }

        private bool Pair(in JoinPipeline.Row left, in JoinPipeline.Row right, long time)
        {
            _rows.Items.Add($"{left} {right}");
            return true;
        }

        private void Alone(in JoinPipeline.Row row, long time) => _rows.Items.Add($"{row} -");
    }
}
