using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Golden;

/// <summary>Looks on at a pipeline: how many records its lanes have processed, and what each round gives.</summary>
internal sealed class StreamProbe
{
    private readonly Lock _gate = new();
    private readonly List<RoundOutput> _outputs = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<LaneCollection, int> _collected = [];
    private int _processed;
    private int _merged;
    private int _closed;
    private int _rounds;

    public StreamProbe() => Log = new RoundLog(this);

    /// <summary>Hears of each round when it is over: then its rows, late ones and dead letters are where they belong.</summary>
    public RunLog Log { get; }

    public int Processed => Volatile.Read(ref _processed);

    public int Rounds => Volatile.Read(ref _rounds);

    /// <summary>Records that are in rounds which are over.</summary>
    public int Closed => Volatile.Read(ref _closed);

    /// <summary>The pipeline, looked at.</summary>
    public StreamTopology Of(StreamTopology topology) => topology with
    {
        Lane = account => new Lane(topology.Lane(account), this),
        Round = new Round(topology.Round, this),
    };

    /// <summary>What rounds gave since this was asked last.</summary>
    public ImmutableArray<RoundOutput> Take()
    {
        lock (_gate)
        {
            ImmutableArray<RoundOutput> taken = [.. _outputs];
            _outputs.Clear();
            return taken;
        }
    }

    /// <summary>What the log was warned of since this was asked last.</summary>
    public ImmutableArray<string> TakeWarnings()
    {
        lock (_gate)
        {
            ImmutableArray<string> taken = [.. _warnings];
            _warnings.Clear();
            return taken;
        }
    }

    private sealed class Lane(StreamLane lane, StreamProbe probe) : StreamLane
    {
        private int _records;

        public override LaneCollection Collected => lane.Collected;

        public override LaneCollection Take(LaneAccount next)
        {
            LaneCollection taken = lane.Take(next);
            lock (probe._gate)
            {
                probe._collected[taken] = _records;
            }

            _records = 0;
            return taken;
        }

        public override void Process(int input, RecordBatch batch, LanePartition partition)
        {
            int count = batch.Count;
            lane.Process(input, batch, partition);
            _records += count;
            Interlocked.Add(ref probe._processed, count);
        }
    }

    private sealed class Round(StreamRound round, StreamProbe probe) : StreamRound
    {
        public override ImmutableArray<StateTable> Tables => round.Tables;

        public override void Merge(LaneCollection collection)
        {
            round.Merge(collection);
            lock (probe._gate)
            {
                probe._merged += probe._collected.Remove(collection, out int records) ? records : 0;
            }
        }

        public override RoundOutput Close(ImmutableArray<long> watermarks, LaneAccount account)
        {
            RoundOutput output = round.Close(watermarks, account);
            lock (probe._gate)
            {
                probe._outputs.Add(output);
            }

            return output;
        }
    }

    private sealed class RoundLog(StreamProbe probe) : RunLog
    {
        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields)
        {
            if (level == LogLevel.Warning)
            {
                lock (probe._gate)
                {
                    probe._warnings.Add(message);
                }
            }
        }

        public override void Stream(Func<StreamSample> sample)
        {
            lock (probe._gate)
            {
                Volatile.Write(ref probe._closed, probe._merged);
            }

            Interlocked.Increment(ref probe._rounds);
        }
    }
}
