using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// What the program says of a pipeline; <paramref name="File"/> and <paramref name="Line"/> (1-based) are where it says so.
/// </summary>
public sealed record PipelineDefinition(string Name, string File, int Line)
{
    /// <summary>With one, each run owns one interval and needs <c>--interval</c>.</summary>
    public PartitionDefinition? Partition { get; init; }

    /// <summary>Why intervals have to be run one behind the other, in their order; null where several may run at once.</summary>
    public string? InOrder { get; init; }

    /// <summary>How many runs at most go at once, where the program says.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Of a stream: how many processes at most share its partitions.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Pipelines that must have run before this one, and whose runs start it when it is served.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Only transient errors are retried.</summary>
    public RetryPolicy? Retry { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>The schedule as written, for <c>describe</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>When it is due; null for one that comes after others, waits for files, or is started by hand.</summary>
    public ScheduleDefinition? Times { get; init; }

    /// <summary>One of <see cref="After"/> is enough.</summary>
    public bool AfterAny { get; init; }

    /// <summary>How many intervals at most are made up for that were missed; null for all of them.</summary>
    public int? CatchUp { get; init; } = 0;

    /// <summary>The pool of the program whose places its runs take.</summary>
    public string? Pool { get; init; }

    /// <summary>Runs of a higher one start first.</summary>
    public int Priority { get; init; }

    /// <summary>A run that has not ended well so long after it was due is late.</summary>
    public TimeSpan? Sla { get; init; }

    public ImmutableArray<FailureNotice> OnFailure { get; init; } = [];
}
