namespace FlowLang.Streams;

/// <summary>The records of a batch that are rows of one cut.</summary>
internal sealed class CutBatch(RecordBatch batch, List<int> at) : RecordBatch
{
    public override StreamPartition Partition => batch.Partition;

    public override int Count => at.Count;

    public override long NextOffset => batch.NextOffset;

    public override long Offset(int index) => batch.Offset(at[index]);

    public override long Timestamp(int index) => batch.Timestamp(at[index]);

    public override ReadOnlySpan<byte> Key(int index) => batch.Key(at[index]);

    public override ReadOnlySpan<byte> Value(int index) => batch.Value(at[index]);

    public override bool IsTombstone(int index) => batch.IsTombstone(at[index]);
}
