using System.Buffers;
using FlowLang.Streams;

namespace FlowLang.Connectors.Kafka;

/// <summary>Records where librdkafka has them.</summary>
internal sealed unsafe class TopicBatch : RecordBatch
{
    private readonly NativeConsumer _consumer;
    private readonly StreamPartition _partition;
    private nint[] _messages;
    private int _count;
    private long _next;

    /// <param name="next">Its <see cref="NextOffset"/> while it is empty.</param>
    public TopicBatch(NativeConsumer consumer, StreamPartition partition, int capacity, long next)
    {
        bool held = false;
        consumer.DangerousAddRef(ref held);
        _consumer = consumer;
        _partition = partition;
        _messages = ArrayPool<nint>.Shared.Rent(capacity);
        _next = next;
    }

    public override StreamPartition Partition => _partition;

    public override int Count => _count;

    public override long NextOffset => _next;

    public void Add(NativeMessage* message)
    {
        _messages[_count] = (nint)message;
        _count++;
        _next = message->Offset + 1;
    }

    /// <summary>Readers see nothing between its last record and <paramref name="next"/>.</summary>
    public void ReachTo(long next) => _next = next;

    public override long Offset(int index) => At(index)->Offset;

    public override long Timestamp(int index)
    {
        int kind;
        return Librdkafka.Timestamp(At(index), &kind);
    }

    public override ReadOnlySpan<byte> Key(int index) => new(At(index)->Key, checked((int)At(index)->KeyLength));

    public override ReadOnlySpan<byte> Value(int index) => new(At(index)->Value, checked((int)At(index)->ValueLength));

    public override bool IsTombstone(int index) => At(index)->Value == null;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _count >= 0)
        {
            Release();
        }
    }

    private void Release()
    {
        for (int i = 0; i < _count; i++)
        {
            Librdkafka.Destroy(At(i));
        }

        ArrayPool<nint>.Shared.Return(_messages);
        _messages = [];
        _count = -1;
        _consumer.DangerousRelease();
    }

    private NativeMessage* At(int index) => (NativeMessage*)_messages[index];
}
