using System.Collections.Immutable;

namespace FlowLang.Streams;

/// <summary>One round of a stream pipeline: all of it becomes visible, or nothing.</summary>
/// <param name="Number">1 after the store was opened, then one more each.</param>
/// <param name="Progress">Of every partition that went on.</param>
/// <param name="Outputs">Rows by target, in the order of the store's targets.</param>
/// <param name="State">What changed in operators.</param>
public sealed record StreamCommit(
    long Number, ImmutableArray<PartitionProgress> Progress, ImmutableArray<StreamRows> Outputs, ImmutableArray<StateChange> State)
{
    /// <summary>Of a feed: the partitions that others hear of, as far as they went on.</summary>
    public ImmutableArray<FeedMark> Marks { get; init; } = [];
}
