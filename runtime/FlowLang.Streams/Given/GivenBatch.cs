namespace FlowLang.Streams;

/// <summary>Records in memory, which stand at offsets one after the other; or none, and what their watermark is raised to.</summary>
public sealed class GivenBatch(StreamPartition partition, long first, IReadOnlyList<ReadOnlyMemory<byte>> values, long? watermark = null)
    : RecordBatch
{
    public override StreamPartition Partition => partition;

    public override int Count => values.Count;

    public override long NextOffset => first + values.Count;

    public override long Offset(int index) => first + index;

    /// <summary>All at one time: what goes by the records' own times forgets nothing.</summary>
    public override long Timestamp(int index) => 0;

    public override ReadOnlySpan<byte> Key(int index) => [];

    public override ReadOnlySpan<byte> Value(int index) => values[index].Span;

    /// <summary>Behind its records.</summary>
    public override long? Watermark { get; } = watermark;

    public override bool IsTombstone(int index) => false;
}
