namespace FlowLang.Streams;

/// <summary>How far a partition of a stream is, for those who read its rows in a repartition topic.</summary>
/// <param name="Partition">Of the stream.</param>
/// <param name="Partitions">That the stream has.</param>
/// <param name="Watermark">As <see cref="EventTime"/> has it.</param>
/// <param name="IsIdle">Others do not wait for it.</param>
public sealed record FeedMark(int Partition, int Partitions, long Watermark, bool IsIdle);
