using FlowLang.Streams;

namespace FlowLang.Tests.Streams.Support;

/// <summary>Records of a test in memory.</summary>
internal sealed class MemoryBatch(StreamPartition partition, long first, IReadOnlyList<byte[]> values) : RecordBatch
{
    public override StreamPartition Partition => partition;

    public override int Count => values.Count;

    public override long NextOffset => first + values.Count;

    public override long Offset(int index) => first + index;

    public override long Timestamp(int index) => 0;

    public override ReadOnlySpan<byte> Key(int index) => [];

    public override ReadOnlySpan<byte> Value(int index) => values[index];

    public override bool IsTombstone(int index) => false;
}
