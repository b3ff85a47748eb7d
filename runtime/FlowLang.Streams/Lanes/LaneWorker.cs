using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>A thread with a bounded queue of batches, which hands over what its lane collected whenever a round asks.</summary>
internal sealed class LaneWorker : IDisposable
{
    // Batches that wait: what is in them is held twice, by the source and as rows.
    private const int Capacity = 4;

    // Rows and groups after which a lane waits for a round: where memory is small, what comes in with one has to fit beside the half of it
    // that state may have filled.
    private const int Most = 200_000;
    private const int Least = 1_000;
    private const int BytesOfOne = 1 << 10;
    private const int ShareOfMemory = 4;

    // Bytes of dead letters and rejects after which it does.
    private const long MostBytes = 32 << 20;

    private readonly StreamLane _lane;
    private readonly long _most;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<StreamInput> _inputs;
    private readonly Action<Exception?> _tell;
    private readonly Queue<(LanePartition Partition, RecordBatch? Batch)> _queue = new();

    // A monitor, for its wait does not spin: a lane waits a thousand times a second where records trickle in.
    private readonly object _gate = new();
    private readonly Thread _thread;
    private HandOver? _asked;
    private Exception? _failure;
    private bool _isStopped;

    // The thread waits: nobody else touches the lane.
    private bool _isIdle;

    /// <param name="memory">Its share of the pipeline's, in bytes; state has most of it.</param>
    /// <param name="tell">After a batch, or when it failed; called by the lane's thread.</param>
    public LaneWorker(int number, StreamLane lane, StreamTopology topology, long memory, TimeProvider time, Action<Exception?> tell)
    {
        (_lane, _inputs, _time, _tell) = (lane, topology.Inputs, time, tell);
        _most = Math.Clamp(memory / ShareOfMemory / BytesOfOne, Least, Most);
        _thread = new Thread(Work) { IsBackground = true, Name = $"lane {number}" };
    }

    public List<LanePartition> Partitions { get; } = [];

    /// <summary>It takes no batch before the next round.</summary>
    public bool IsFull => _lane.Collected.Size >= _most || _lane.Collected.Account.HeldBytes >= MostBytes;

    /// <summary>Its partitions that were read to the end that they had at the start.</summary>
    public int Ended
    {
        get
        {
            lock (Partitions)
            {
                return Partitions.Count(partition => partition.HasEnded);
            }
        }
    }

    public void Start() => _thread.Start();

    /// <summary>Before the start: the rows of the tables that it joins.</summary>
    public void Begin(ImmutableArray<ITableRows> tables) => _lane.Collected.Account.Tables = tables;

    /// <summary>False where the queue is full. Without a batch it is the end of the partition.</summary>
    public bool TryAdd(LanePartition partition, RecordBatch? batch)
    {
        lock (_gate)
        {
            if (_queue.Count >= Capacity)
            {
                return false;
            }

            _queue.Enqueue((partition, batch));
            Monitor.Pulse(_gate);
        }

        return true;
    }

    /// <summary>What the lane collected; it goes on with a new account.</summary>
    public Task<LaneCut> TakeAsync(LaneAccount next, ImmutableArray<long> announced)
    {
        HandOver asked = new(next, announced);
        lock (_gate)
        {
            if (_failure is { } failure)
            {
                return Task.FromException<LaneCut>(failure);
            }

            if (_isIdle && _queue.Count == 0)
            {
                // Waking its thread would take longer.
                return Task.FromResult(Cut(asked));
            }

            _asked = asked;
            Monitor.Pulse(_gate);
        }

        return asked.Result.Task;
    }

    /// <summary>Ends the thread and gives back the batches that wait.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }

        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _thread.Join();
        }

        while (_queue.TryDequeue(out var item))
        {
            item.Batch?.Dispose();
        }
    }

    private void Work()
    {
        try
        {
            while (Next() is var (asked, partition, batch, isStopped) && !isStopped)
            {
                if (asked is not null)
                {
                    asked.Result.SetResult(Cut(asked));
                }
                else if (partition is not null)
                {
                    Process(partition, batch);
                    _tell(null);
                }
            }
        }
        catch (Exception e)
        {
            HandOver? asked;
            lock (_gate)
            {
                _failure = e;
                asked = _asked;
            }

            asked?.Result.TrySetException(e);
            _tell(e);
        }
    }

    private (HandOver? Asked, LanePartition? Partition, RecordBatch? Batch, bool IsStopped) Next()
    {
        lock (_gate)
        {
            while (true)
            {
                _isIdle = false;
                if (_isStopped)
                {
                    return (null, null, null, true);
                }

                if (_asked is { } asked)
                {
                    _asked = null;
                    return (asked, null, null, false);
                }

                if (!IsFull && _queue.TryDequeue(out var item))
                {
                    return (null, item.Partition, item.Batch, false);
                }

                _isIdle = true;
                Monitor.Wait(_gate);
            }
        }
    }

    private void Process(LanePartition partition, RecordBatch? batch)
    {
        if (batch is null)
        {
            partition.HasEnded = true;
            return;
        }

        using (batch)
        {
            partition.Arrived = _time.GetTimestamp();
            if (_inputs[partition.Input].MaxAhead is { } ahead)
            {
                partition.Latest = EventTime.Of(_time.GetUtcNow().UtcDateTime + ahead);
            }

            if (partition.Upstreams is { } upstreams)
            {
                ProcessCuts(partition, batch, upstreams);
            }
            else
            {
                _lane.Collected.Account.Count(partition.Input, batch.Count);
                _lane.Process(partition.Input, batch, partition);
            }

            partition.Watermark = Math.Max(partition.Watermark, batch.Watermark ?? EventTime.None);
            partition.NextOffset = batch.NextOffset;
        }
    }

    // Rows of one kind behind those of another: each has its own watermark with it.
    private void ProcessCuts(LanePartition partition, RecordBatch batch, Upstreams upstreams)
    {
        foreach ((int cut, List<int> at) in upstreams.Take(batch))
        {
            using CutBatch rows = new(batch, at);
            _lane.Collected.Account.Count(partition.Input, rows.Count);
            _lane.Process(cut, rows, partition);
        }
    }

    private LaneCut Cut(HandOver asked)
    {
        ImmutableArray<PartitionState> states;
        lock (Partitions)
        {
            Partitions.ForEach(p => p.Announced = asked.Announced);
            states =
            [
                .. Partitions.Select(p => new PartitionState(p.Input, p.Partition, p.NextOffset, p.Watermark, p.HasEnded, p.Arrived)
                {
                    Upstreams = p.Upstreams?.Marks ?? [],
                }),
            ];
        }

        return new LaneCut(_lane.Take(asked.Next), states);
    }

    private sealed record HandOver(LaneAccount Next, ImmutableArray<long> Announced)
    {
        public TaskCompletionSource<LaneCut> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A lane at the end of a batch.</summary>
internal sealed record LaneCut(LaneCollection Collection, ImmutableArray<PartitionState> Partitions);

/// <summary>A partition at the end of a batch.</summary>
/// <param name="Arrived">The clock when its last records came.</param>
internal sealed record PartitionState(int Input, StreamPartition Partition, long? NextOffset, long Watermark, bool HasEnded, long Arrived)
{
    /// <summary>Of a repartition topic: the partitions that its rows came from.</summary>
    public ImmutableArray<UpstreamMark> Upstreams { get; init; } = [];
}
