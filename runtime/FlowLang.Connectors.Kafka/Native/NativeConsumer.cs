using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Streams;
using Microsoft.Win32.SafeHandles;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A member of a consumer group, from when it is asked for records first. Batches hold on to it: it is destroyed when it is disposed and
/// the last of them is. Rebalances and errors that librdkafka tells while it is polled are kept for who polls.
/// </summary>
internal sealed unsafe class NativeConsumer : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int ErrorSize = 512;

    // What is taken before the group is left, in messages and times.
    private const int LastMessages = 1_000;
    private const int LastTimes = 100;

    private readonly GCHandle _self;
    private readonly Queue<Rebalance> _unanswered = [];
    private TokenFeed? _feed;
    private string? _topic;
    private nint _queue;
    private bool _isClosing;

    public NativeConsumer()
        : base(ownsHandle: true) => _self = GCHandle.Alloc(this);

    /// <summary>Partitions that are to be owned or given up, in order; who takes one answers it by a call of the same name.</summary>
    public Queue<Rebalance> Rebalances { get; } = [];

    /// <summary>What the client said of its connections.</summary>
    public Queue<(int Code, string Reason)> Errors { get; } = [];

    /// <exception cref="ArgumentException">A setting is wrong; the message does not hold it.</exception>
    public static NativeConsumer Open(
        KafkaConnection connection, IReadOnlyDictionary<string, string> settings, string topic)
    {
        NativeConsumer consumer = new();
        NativeSettings native = NativeSettings.Of(settings);
        Librdkafka.SetOpaque(native.Pointer, GCHandle.ToIntPtr(consumer._self));
        Librdkafka.SetRebalance(native.Pointer, &Rebalanced);
        Librdkafka.SetError(native.Pointer, &Failed);
        nint client = native.Open(1);
        consumer.SetHandle(client);
        consumer._feed = NativeSettings.Feed(connection, client);
        _ = Librdkafka.RedirectToConsumer(client);
        consumer._queue = Librdkafka.ConsumerQueue(client);
        consumer._topic = topic;
        return consumer;
    }

    /// <summary>
    /// Takes what is there, up to the length of <paramref name="messages"/>; waits for the first only. (librdkafka's own call would wait
    /// for all of them.)
    /// </summary>
    public int Consume(Span<nint> messages, TimeSpan patience)
    {
        Join();
        int count = Consume(messages, 0);
        if (count == 0 && Rebalances.Count == 0 && patience > TimeSpan.Zero)
        {
            count = Consume(messages[..1], (int)Math.Max(1, patience.TotalMilliseconds));
            count += count > 0 ? Consume(messages[1..], 0) : 0;
        }

        return count;
    }

    public string? Assign(ImmutableArray<(StreamPartition Partition, long Offset)> partitions)
    {
        using PartitionList list = new(partitions);
        _ = _unanswered.TryDequeue(out _);
        return Outcome(Librdkafka.AddAssigned(handle, list.Pointer));
    }

    public string? Revoke(ImmutableArray<StreamPartition> partitions)
    {
        using PartitionList list = new(partitions);
        _ = _unanswered.TryDequeue(out _);
        return Outcome(Librdkafka.RemoveAssigned(handle, list.Pointer));
    }

    /// <summary>
    /// What arrives of these partitions stays with them, up to what is fetched ahead. (librdkafka's own pause throws away what it has
    /// fetched, to fetch it again.)
    /// </summary>
    public void Pause(ImmutableArray<StreamPartition> partitions) => Forward(partitions, 0);

    /// <summary>What arrived of them follows, and what arrives.</summary>
    public void Resume(ImmutableArray<StreamPartition> partitions) => Forward(partitions, _queue);

    public void Commit(IEnumerable<(StreamPartition Partition, long Offset)> offsets)
    {
        using PartitionList list = new(offsets);
        _ = Librdkafka.Commit(handle, list.Pointer, 1);
    }

    /// <summary>The first offset that is there and the one after the last, as the leader says; else its error.</summary>
    public int QueryBounds(StreamPartition partition, TimeSpan patience, out long first, out long end) =>
        Librdkafka.QueryBounds(handle, partition.Topic, partition.Number, out first, out end, (int)patience.TotalMilliseconds);

    /// <summary>The offset behind the last record, as the last fetch of the partition told; null before one.</summary>
    public long? End(StreamPartition partition) =>
        Librdkafka.KnownBounds(handle, partition.Topic, partition.Number, out _, out long end) == 0 && end >= 0 ? end : null;

    public (int Code, string Reason) FatalError()
    {
        byte* error = stackalloc byte[ErrorSize];
        return (Librdkafka.FatalError(handle, error, ErrorSize), Text(error));
    }

    /// <summary>
    /// Leaves the group, unless it is a static member: its partitions wait for it. librdkafka does not close before what it told last
    /// is answered.
    /// </summary>
    public void Leave()
    {
        // From within its closing it takes no answer to what it told before and nobody heard (librdkafka's issue 4884).
        nint[] messages = new nint[LastMessages];
        for (int times = 0, count = 1; times < LastTimes && count > 0; times++)
        {
            count = Consume(messages, 0);
            for (int i = 0; i < count; i++)
            {
                Librdkafka.Destroy((NativeMessage*)messages[i]);
            }
        }

        _isClosing = true;
        while (_unanswered.TryPeek(out Rebalance? rebalance))
        {
            _ = rebalance.IsAssigned ? Assign([]) : Revoke(rebalance.Partitions);
        }

        _ = Librdkafka.Close(handle);
    }

    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    protected override bool ReleaseHandle()
    {
        _feed?.Dispose();
        Librdkafka.DestroyQueue(_queue);
        Librdkafka.Destroy(handle);
        _self.Free();
        return true;
    }

    // Who opens it may still fail: a member that came and went would have the group share its partitions twice.
    private void Join()
    {
        if (_topic is { } topic)
        {
            _topic = null;
            using PartitionList topics = new([new StreamPartition(topic, -1)]);
            _ = Librdkafka.Subscribe(handle, topics.Pointer);
        }
    }

    private void Forward(ImmutableArray<StreamPartition> partitions, nint to)
    {
        foreach (StreamPartition partition in partitions)
        {
            nint queue = Librdkafka.PartitionQueue(handle, partition.Topic, partition.Number);
            if (queue != 0)
            {
                Librdkafka.Forward(queue, to);
                Librdkafka.DestroyQueue(queue);
            }
        }
    }

    private int Consume(Span<nint> messages, int patience)
    {
        fixed (nint* into = messages)
        {
            return (int)Librdkafka.Consume(_queue, patience, (NativeMessage**)into, (nuint)messages.Length);
        }
    }

    private static string? Outcome(nint error)
    {
        if (error == 0)
        {
            return null;
        }

        string text = Text(Librdkafka.ErrorString(error));
        Librdkafka.DestroyError(error);
        return text;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Rebalanced(nint client, int kind, PartitionList.Native* partitions, nint opaque)
    {
        if (GCHandle.FromIntPtr(opaque).Target is not NativeConsumer consumer)
        {
            return;
        }

        if (consumer._isClosing)
        {
            _ = Outcome(Librdkafka.RemoveAssigned(client, partitions));
            return;
        }

        bool isLost = kind != Librdkafka.Assign && Librdkafka.IsAssignmentLost(client) != 0;
        Rebalance rebalance = new(kind == Librdkafka.Assign, PartitionList.Read(partitions), isLost);
        consumer._unanswered.Enqueue(rebalance);
        consumer.Rebalances.Enqueue(rebalance);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Failed(nint client, int code, byte* reason, nint opaque)
    {
        if (GCHandle.FromIntPtr(opaque).Target is NativeConsumer consumer)
        {
            consumer.Errors.Enqueue((code, Text(reason)));
        }
    }
}
