using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLang.Streams;
using Microsoft.Win32.SafeHandles;

namespace FlowLang.Connectors.Kafka;

/// <summary>A producer that takes records by the batch: Confluent.Kafka makes objects of each.</summary>
internal sealed unsafe class NativeProducer : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int CopyAndWait = 2 | 4;
    private const int PollPatience = 100;

    private readonly Thread _poll;
    private volatile bool _isClosing;
    private TokenFeed? _feed;
    private nint _topic;
    private NativeMessage[] _messages = new NativeMessage[1024];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(512 * 1024, pinned: true);

    public NativeProducer()
        : base(ownsHandle: true) => _poll = new Thread(Poll) { IsBackground = true, Name = "kafka producer" };

    /// <exception cref="ArgumentException">A setting is wrong; the message does not hold it.</exception>
    public static NativeProducer Open(
        KafkaConnection connection, IReadOnlyDictionary<string, string> settings, string topic)
    {
        NativeProducer producer = new();
        NativeSettings native = NativeSettings.Of(settings);
        Librdkafka.SetDelivered(native.Pointer, &Delivered);
        nint client = native.Open(0);
        producer.SetHandle(client);
        producer._feed = NativeSettings.Feed(connection, client);
        producer._topic = Librdkafka.NewTopic(client, topic, 0);
        producer._poll.Start();
        return producer;
    }

    /// <summary>Gives the first error of the batch's records, or 0 when all are acknowledged.</summary>
    public Task<int> Send(RecordBatch batch)
    {
        int count = batch.Count;
        if (count == 0)
        {
            return Task.FromResult(0);
        }

        BatchDelivery delivery = new(count);
        Lay(batch, delivery.Pointer);
        fixed (NativeMessage* messages = _messages)
        {
            if (Librdkafka.Produce(_topic, -1, CopyAndWait, messages, count) != count)
            {
                for (int i = 0; i < count; i++)
                {
                    if (messages[i].Error != 0)
                    {
                        BatchDelivery.Settle(delivery.Pointer, messages[i].Error);
                    }
                }
            }
        }

        return delivery.Done;
    }

    protected override bool ReleaseHandle()
    {
        _isClosing = true;
        _poll.Join();
        _feed?.Dispose();
        Librdkafka.DestroyTopic(_topic);
        Librdkafka.Destroy(handle);
        return true;
    }

    /// <summary>Puts keys and values into one pinned buffer, and says of each record where it is.</summary>
    private void Lay(RecordBatch batch, nint delivery)
    {
        int size = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            size += batch.Key(i).Length + batch.Value(i).Length;
        }

        _bytes = _bytes.Length < size ? GC.AllocateUninitializedArray<byte>(size * 2, pinned: true) : _bytes;
        _messages = _messages.Length < batch.Count ? new NativeMessage[batch.Count * 2] : _messages;
        byte* at = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
        for (int i = 0; i < batch.Count; i++)
        {
            ReadOnlySpan<byte> key = batch.Key(i);
            ReadOnlySpan<byte> value = batch.Value(i);
            key.CopyTo(new Span<byte>(at, key.Length));
            value.CopyTo(new Span<byte>(at + key.Length, value.Length));
            _messages[i] = new NativeMessage
            {
                Partition = -1,
                Key = key.IsEmpty ? null : at,
                KeyLength = (nuint)key.Length,
                Value = batch.IsTombstone(i) ? null : at + key.Length,
                ValueLength = (nuint)value.Length,
                Private = delivery,
            };
            at += key.Length + value.Length;
        }
    }

    private void Poll()
    {
        while (!_isClosing)
        {
            _ = Librdkafka.Poll(handle, PollPatience);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delivered(nint client, NativeMessage* message, nint opaque) =>
        BatchDelivery.Settle(message->Private, message->Error);
}
