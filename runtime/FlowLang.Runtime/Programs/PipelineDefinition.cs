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

    /// <summary>Pipelines that must have run before this one where both are asked for.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Only transient errors are retried.</summary>
    public RetryPolicy? Retry { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>The schedule as written, for <c>describe</c>.</summary>
    public string? Schedule { get; init; }

    public ImmutableArray<FailureNotice> OnFailure { get; init; } = [];
}
