using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A partition that this instance owns, before and after a round.</summary>
internal sealed record PartitionMove(StreamPartition Partition, long Epoch, long? Previous, long? Next, long? Watermark);
