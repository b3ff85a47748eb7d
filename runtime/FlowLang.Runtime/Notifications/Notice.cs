using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// What somebody is told of a pipeline. <paramref name="Id"/> is the same however often it is sent, so that who receives it twice can tell.
/// </summary>
public sealed record Notice(string Id, NoticeKind Kind, string Program, string Pipeline, DateTimeOffset At)
{
    public string? Run { get; init; }

    public string? Interval { get; init; }

    public FlowError? Error { get; init; }

    /// <summary>When the pipeline began to fail; of one that does or did.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Runs that failed since then.</summary>
    public int Failures { get; init; }

    /// <summary>The notices that this one stands for.</summary>
    public ImmutableArray<Notice> Others { get; init; } = [];
}
