namespace FlowLang.Streams;

/// <summary>Another instance took a partition over: what this one has of it is worth nothing any more.</summary>
public sealed class FencedException(StreamPartition partition) : Exception($"{partition} has another owner")
{
    public StreamPartition Partition => partition;
}
