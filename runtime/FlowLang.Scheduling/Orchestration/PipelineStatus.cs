using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>How a pipeline stands.</summary>
public sealed record PipelineStatus
{
    public required string Name { get; init; }

    /// <summary>Where the program declares it.</summary>
    public required string File { get; init; }

    /// <summary>1-based.</summary>
    public required int Line { get; init; }

    /// <summary>It goes on until it is stopped.</summary>
    public bool IsStream { get; init; }

    /// <summary>As written; null for one that is started by hand.</summary>
    public string? Schedule { get; init; }

    /// <summary>The unit of its intervals; null where it has none.</summary>
    public IntervalUnit? Unit { get; init; }

    /// <summary>Pipelines that it comes after.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    public string? Pool { get; init; }

    public int Priority { get; init; }

    public TimeSpan? Sla { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>A run is due longer than the `sla` and has not ended well.</summary>
    public bool IsLate { get; init; }

    public DateTimeOffset? NextDue { get; init; }

    public RunSummary? Last { get; init; }

    public int Running { get; init; }

    public int Queued { get; init; }
}
