namespace FlowLang.Streams;

/// <summary>How far a partition was processed.</summary>
/// <param name="NextOffset">The first offset that is not.</param>
/// <param name="Watermark">In microseconds since 1970, never falling; null before the first event time.</param>
public sealed record PartitionProgress(StreamPartition Partition, long NextOffset, long? Watermark);
