namespace FlowLang.Runtime;

/// <summary>
/// How far a stream is in a partition: the next record to be processed, and the one that its topic would get next, where that is known.
/// </summary>
public sealed record PartitionSample(string Topic, int Number, long NextOffset, long? EndOffset, DateTimeOffset? Watermark);
