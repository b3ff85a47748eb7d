using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>
/// The thread that polls sources and hands batches to lanes. Where a lane's queue is full its partitions pause; the others go on, and the
/// sources are polled all the while, so that a broker keeps its patience.
/// </summary>
internal sealed class Intake : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(1);

    private readonly ImmutableArray<StreamInput> _inputs;
    private readonly CarriedInput? _carried;
    private readonly ImmutableArray<LaneWorker> _lanes;
    private readonly Action<RoundEvent> _tell;
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Dictionary<(int Input, StreamPartition Partition), (LanePartition Partition, LaneWorker Lane)> _owned = [];
    private readonly Dictionary<LaneWorker, Queue<(LanePartition Partition, RecordBatch? Batch)>> _waiting = [];
    private readonly Thread _thread;
    private volatile bool _isStopped;

    public Intake(StreamTopology topology, ImmutableArray<LaneWorker> lanes, Action<RoundEvent> tell)
    {
        (_inputs, _carried, _lanes, _tell) = (topology.Inputs, topology.Carried, lanes, tell);
        _thread = new Thread(Work) { IsBackground = true, Name = "intake" };
    }

    public void Start() => _thread.Start();

    /// <summary>Has the thread do something between two polls.</summary>
    public void Ask(Action action) => _asked.Enqueue(action);

    /// <summary>Gives a partition to the lane that has the fewest, and begins to read it. On the thread.</summary>
    public void Own(int input, PartitionProgress? progress, StreamPartition partition, long now, ImmutableArray<long> announced)
    {
        LaneWorker lane = _lanes.MinBy(l => l.Partitions.Count) ?? _lanes[0];
        LanePartition owned = new(input, progress, partition, _inputs[input].Lag)
        {
            Arrived = now,
            Upstreams = _carried is null ? null : new Upstreams(
                _carried.Upstreams.Marks,
                known => new LanePartition(input, null, partition, TimeSpan.Zero) { Announced = known }, announced),
            Announced = announced,
        };
        lock (lane.Partitions)
        {
            lane.Partitions.Add(owned);
        }

        _owned[(input, partition)] = (owned, lane);
        _inputs[input].Source.Start(partition, progress?.NextOffset);
    }

    /// <summary>Ends the thread; a poll that waits is waited for.</summary>
    public void Dispose()
    {
        _isStopped = true;
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _thread.Join();
        }

        foreach ((LanePartition _, RecordBatch? batch) in _waiting.Values.SelectMany(q => q))
        {
            batch?.Dispose();
        }
    }

    private void Work()
    {
        try
        {
            while (!_isStopped)
            {
                while (_asked.TryDequeue(out Action? action))
                {
                    action();
                }

                Retry();
                TimeSpan patience = _waiting.Count > 0 || _inputs.Length > 1 ? Impatience : Patience;
                for (int i = 0; i < _inputs.Length && !_isStopped; i++)
                {
                    if (_inputs[i].Source.Poll(patience) is { } polled)
                    {
                        Handle(i, polled);
                    }
                }
            }
        }
        catch (Exception e)
        {
            _tell(new RoundEvent.Failed(e));
        }
    }

    private void Handle(int input, SourceEvent polled)
    {
        switch (polled)
        {
            case SourceEvent.Arrived { Batch: var batch }:
                Dispatch(input, batch.Partition, batch);
                break;
            case SourceEvent.ReachedEnd { Partition: var partition }:
                Dispatch(input, partition, null);
                break;
            case SourceEvent.Assigned { Partitions: var partitions }:
                _tell(new RoundEvent.Assigned(input, partitions));
                break;
            case SourceEvent.Revoked revoked:
                Revoke(input, revoked);
                break;
        }
    }

    private void Dispatch(int input, StreamPartition partition, RecordBatch? batch)
    {
        if (!_owned.TryGetValue((input, partition), out var owned))
        {
            batch?.Dispose();
            return;
        }

        if (_waiting.TryGetValue(owned.Lane, out var queue))
        {
            queue.Enqueue((owned.Partition, batch));
        }
        else if (!owned.Lane.TryAdd(owned.Partition, batch))
        {
            _waiting.Add(owned.Lane, new([(owned.Partition, batch)]));
            Switch(owned.Lane, (source, partitions) => source.Pause(partitions));
        }
    }

    private void Retry()
    {
        foreach ((LaneWorker lane, var queue) in _waiting.ToArray())
        {
            while (queue.TryPeek(out var first) && lane.TryAdd(first.Partition, first.Batch))
            {
                queue.Dequeue();
            }

            if (queue.Count == 0)
            {
                _waiting.Remove(lane);
                Switch(lane, (source, partitions) => source.Resume(partitions));
            }
        }
    }

    private void Switch(LaneWorker lane, Action<IStreamSource, ImmutableArray<StreamPartition>> act)
    {
        foreach (var of in _owned.Where(o => o.Value.Lane == lane).GroupBy(o => o.Key.Input))
        {
            act(_inputs[of.Key].Source, [.. of.Select(o => o.Key.Partition)]);
        }
    }

    // What arrived is committed before the next poll.
    private void Revoke(int input, SourceEvent.Revoked revoked)
    {
        using ManualResetEventSlim done = new();
        _tell(new RoundEvent.Revoked(input, revoked.Partitions, revoked.IsLost, done.Set));
        while (!_isStopped && !done.Wait(Patience))
        {
            Retry();
        }

        foreach (StreamPartition partition in revoked.Partitions)
        {
            if (_owned.Remove((input, partition), out var owned))
            {
                lock (owned.Lane.Partitions)
                {
                    owned.Lane.Partitions.Remove(owned.Partition);
                }
            }
        }
    }
}
