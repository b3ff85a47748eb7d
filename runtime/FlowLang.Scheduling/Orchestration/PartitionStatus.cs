namespace FlowLang.Scheduling;

/// <summary>One partition that a stream reads; <paramref name="Lag"/> in records, where its end is known.</summary>
public sealed record PartitionStatus(string Topic, int Partition, long NextOffset, long? Lag, DateTimeOffset? Watermark);
