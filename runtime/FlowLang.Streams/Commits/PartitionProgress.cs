using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>How far a partition was processed.</summary>
/// <param name="NextOffset">The first offset that is not.</param>
/// <param name="Watermark">In microseconds since 1970, never falling; null before the first event time.</param>
public sealed record PartitionProgress(StreamPartition Partition, long NextOffset, long? Watermark)
{
    /// <summary>What a start does with what is stored.</summary>
    public static string InWords(ImmutableArray<PartitionProgress> kept) => kept.Length switch
    {
        0 => "nothing was processed yet",
        1 => "goes on with 1 partition",
        var partitions => $"goes on with {partitions} partitions",
    };
}
