using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>How a stream goes: records a second over the last minute, how far behind its topics it is, and its watermark.</summary>
public sealed record StreamStatus(
    string Pipeline, RunPhase Phase, bool IsPaused, double RecordsPerSecond, long Records, long DeadLetters, long LateRows, long? Lag,
    DateTimeOffset? Watermark, long StateBytes, string? Error)
{
    /// <summary>Of its rows since it started; those that do not hold only warn.</summary>
    public ImmutableArray<ExpectationResult> Expectations { get; init; } = [];

    public ImmutableArray<PartitionStatus> Partitions { get; init; } = [];
}
