using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic as a member of the pipeline's group reads it: cooperative rebalances, committed records only, offsets of the store's. Records
/// stay in librdkafka's memory until their batch is disposed.
/// </summary>
internal sealed class TopicSource(KafkaConnection connection, string topic, TopicSourceOptions options) : IStreamSource
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<int, OwnedPartition> _owned = [];
    private readonly Queue<SourceEvent> _events = [];
    private readonly Queue<OwnedPartition> _ready = [];
    private ImmutableDictionary<int, long> _ends = ImmutableDictionary<int, long>.Empty;
    private ImmutableArray<StreamPartition> _assigning = [];
    private ImmutableArray<StreamPartition> _revoking = [];
    private bool _isRevoking;
    private NativeConsumer? _consumer;
    private MessageIntake? _intake;
    private CommittedRecords? _committed;
    private StreamRun? _run;
    private int _seen;
    private long _reported;

    public string Name => $"{connection.Name}.topic(\"{topic}\")";

    public int Partitions => _consumer is null ? _seen : _ends.Count;

    public long? EndOf(StreamPartition partition) => _consumer?.End(partition);

    private NativeConsumer Consumer => _consumer ?? throw new InvalidOperationException("the source is not open");

    public async Task<string> LookAsync(StreamRun run, ImmutableArray<PartitionProgress>? kept, CancellationToken cancel)
    {
        (string found, _seen) = await new TopicLook(connection, topic, options).AtAsync(run, kept, cancel);
        return found;
    }

    public async Task OpenAsync(StreamRun run, CancellationToken cancel)
    {
        _run = run;
        connection.Announce(run.Log);
        if (options.HasSchemas)
        {
            await connection.Registry.OpenAsync(cancel);
        }

        _ends = await connection.AskAsync($"opening {Name}", admin => TopicEnds.OfAsync(admin, connection, topic, cancel));
        try
        {
            _consumer = NativeConsumer.Open(connection, ConsumerSettings.Of(connection, run, options), topic);
        }
        catch (ArgumentException e)
        {
            throw new FlowException(KafkaErrors.BadOptions(connection.Name, e.Message.Split(" (Parameter")[0]), e);
        }

        _committed = options.TakesAway ? new CommittedRecords(connection, topic, options.TakeAwayEvery, run) : null;
        _intake = new MessageIntake(_consumer, connection.Target, options, _owned, run.Log);
    }

    public SourceEvent? Poll(TimeSpan patience)
    {
        FinishRevoking();
        if (NextEvent() is { } due)
        {
            return due;
        }

        _intake?.Take(patience, _ready);
        TakeRebalances();
        return NextEvent();
    }

    public void Start(StreamPartition partition, long? nextOffset)
    {
        if (!_owned.TryGetValue(partition.Number, out OwnedPartition? owned) || owned.Next is not null)
        {
            throw new InvalidOperationException($"{partition} is not waiting to be started");
        }

        int error = Consumer.QueryBounds(partition, connection.Timeout, out long first, out long end);
        if (error != 0)
        {
            throw new FlowException(KafkaErrors.Of(error, connection.Target, $"starting {partition}"));
        }

        bool isKnown = _ends.TryGetValue(partition.Number, out long known);
        long start = nextOffset ?? (options.Start == TopicStart.Latest && isKnown ? known : first);
        if (start < first)
        {
            throw new FlowException(KafkaErrors.Deleted(connection.Target, $"{partition}", start, first));
        }

        if (start > Math.Max(end, known))
        {
            throw new FlowException(KafkaErrors.Recreated(connection.Target, $"{partition}", start, end));
        }

        owned.Next = start;
        owned.End = known;
        if (start >= known)
        {
            owned.HasReachedEnd = true;
            _events.Enqueue(new SourceEvent.ReachedEnd(partition));
        }

        FinishAssigning();
    }

    public void Pause(ImmutableArray<StreamPartition> partitions)
    {
        foreach (StreamPartition partition in partitions)
        {
            if (_owned.TryGetValue(partition.Number, out OwnedPartition? owned))
            {
                owned.IsPaused = true;
                owned.IsHeld = true;
            }
        }

        Consumer.Pause(partitions);
    }

    public void Resume(ImmutableArray<StreamPartition> partitions)
    {
        foreach (StreamPartition partition in partitions)
        {
            if (_owned.TryGetValue(partition.Number, out OwnedPartition? owned) && owned.IsPaused)
            {
                owned.IsPaused = false;
                _ready.Enqueue(owned);
                LetGo(owned);
            }
        }
    }

    public void Report(ImmutableArray<PartitionProgress> committed)
    {
        _committed?.Note(committed);
        TimeProvider time = _run?.Settings.Time ?? TimeProvider.System;
        if (_reported == 0 || time.GetElapsedTime(_reported) > ReportEvery)
        {
            _reported = time.GetTimestamp();
            Consumer.Commit(committed.Where(p => _owned.ContainsKey(p.Partition.Number)).Select(p => (p.Partition, p.NextOffset)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (OwnedPartition owned in _owned.Values)
        {
            owned.Drop();
        }

        _owned.Clear();
        await (_committed?.EndAsync() ?? Task.CompletedTask);
        if (_consumer is { } consumer)
        {
            _consumer = null;
            Task leaving = Task.Run(consumer.Leave);
            if (await Task.WhenAny(leaving, Task.Delay(LeavePatience)) == leaving)
            {
                await leaving;
                consumer.Dispose();
                return;
            }

            // The client is left as it is, for nothing may be destroyed under it; its session runs out by itself.
            _run?.Log.Warning($"{Name}: the group did not let go of this instance in time");
        }
    }

    private SourceEvent? NextEvent()
    {
        if (_events.TryDequeue(out SourceEvent? due))
        {
            return due;
        }

        while (_ready.TryPeek(out OwnedPartition? owned))
        {
            if (!owned.IsPaused && owned.Batches.TryDequeue(out TopicBatch? batch))
            {
                if (!owned.HasReachedEnd && batch.NextOffset >= owned.End)
                {
                    owned.HasReachedEnd = true;
                    _events.Enqueue(new SourceEvent.ReachedEnd(owned.Partition));
                }

                LetGo(owned);
                return new SourceEvent.Arrived(batch);
            }

            _ready.Dequeue();
        }

        return null;
    }

    // Only when nothing of it waits here: else each pause would leave more behind than is taken between two of them.
    private void LetGo(OwnedPartition owned)
    {
        if (owned is { IsHeld: true, IsPaused: false, Batches.Count: 0 })
        {
            owned.IsHeld = false;
            Consumer.Resume([owned.Partition]);
        }
    }

    private void TakeRebalances()
    {
        while (!_isRevoking && _assigning.IsEmpty && Consumer.Rebalances.TryDequeue(out Rebalance? rebalance))
        {
            if (rebalance.IsAssigned)
            {
                Assign(rebalance.Partitions);
            }
            else
            {
                Revoke(rebalance);
            }
        }
    }

    private void Assign(ImmutableArray<StreamPartition> partitions)
    {
        _assigning = partitions;
        foreach (StreamPartition partition in partitions)
        {
            _owned[partition.Number] = new OwnedPartition(partition);
        }

        if (partitions.IsEmpty)
        {
            Consumer.Assign([]);
        }
        else
        {
            _events.Enqueue(new SourceEvent.Assigned(partitions));
        }
    }

    private void FinishAssigning()
    {
        if (_assigning.IsEmpty || _assigning.Any(p => _owned[p.Number].Next is null))
        {
            return;
        }

        string? error = Consumer.Assign([.. _assigning.Select(p => (p, _owned[p.Number].Next ?? throw new UnreachableException()))]);
        _assigning = [];
        Require(error, "taking partitions");
    }

    private void Revoke(Rebalance rebalance)
    {
        _isRevoking = true;
        _revoking = rebalance.Partitions;
        foreach (StreamPartition partition in rebalance.Partitions)
        {
            if (_owned.Remove(partition.Number, out OwnedPartition? owned))
            {
                owned.Drop();
            }
        }

        if (!rebalance.Partitions.IsEmpty)
        {
            _events.Enqueue(new SourceEvent.Revoked(rebalance.Partitions, rebalance.IsLost));
        }
    }

    private void FinishRevoking()
    {
        // What was revoked is given up when the one who was told asks again: until then it may commit.
        if (_isRevoking && _events.Count == 0)
        {
            _isRevoking = false;
            string? error = Consumer.Revoke(_revoking);
            _revoking = [];
            Require(error, "giving partitions up");
        }
    }

    private void Require(string? error, string work)
    {
        if (error is not null)
        {
            throw new FlowException(KafkaErrors.Other(connection.Target, $"{Name}: {work}", error));
        }
    }
}
