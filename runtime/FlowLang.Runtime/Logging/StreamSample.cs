using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// How a stream goes at a moment: counts since its start, of what was committed. <paramref name="Part"/> tells the engines of one pipeline
/// apart that have a partition each; 0 where one has all.
/// </summary>
public sealed record StreamSample(int Part, long Records, long DeadLetters, long LateRows)
{
    /// <summary>What is before is complete; null where nothing is yet.</summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>What groups, windows and joins hold in memory.</summary>
    public long StateBytes { get; init; }

    /// <summary>Of its rows, which all stayed.</summary>
    public ImmutableArray<ExpectationResult> Expectations { get; init; } = [];

    public ImmutableArray<PartitionSample> Partitions { get; init; } = [];
}
