using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>
/// A run with its attempts and all that its report holds. While it goes, <see cref="Progress"/> says how far each piece of work is.
/// </summary>
public sealed record RunDetail(RunSummary Summary)
{
    public string SourceHash { get; init; } = "";

    public string? Host { get; init; }

    public ImmutableArray<AttemptSummary> Attempts { get; init; } = [];

    public ImmutableArray<WriteReport> Writes { get; init; } = [];

    public ImmutableArray<StepCount> Steps { get; init; } = [];

    /// <summary>
    /// Of the last attempt: when each part of it went on. Of one that goes, those without an end go on; only the process that does it
    /// knows them.
    /// </summary>
    public ImmutableArray<StepTime> Times { get; init; } = [];

    public ImmutableArray<ExpectationResult> Expectations { get; init; } = [];

    public ImmutableArray<WorkProgress> Progress { get; init; } = [];
}
