using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>A pipeline's <c>partition</c>: UTC intervals of one unit, the first of which begins at <paramref name="Start"/>.</summary>
public sealed record PartitionDefinition(IntervalUnit Unit, DateTimeOffset Start)
{
    /// <summary>How many intervals before its own a run does again, for rows that came late.</summary>
    public int Lookback { get; init; }

    /// <summary>What a run of <paramref name="interval"/> does, oldest first: the intervals that it looks back at, and itself.</summary>
    public ImmutableArray<RunInterval> RunsOf(RunInterval interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        var runs = new List<RunInterval> { interval };
        while (runs.Count <= Lookback && runs[0].Start > Start)
        {
            runs.Insert(0, runs[0].Previous);
        }

        return [.. runs];
    }
}
