namespace FlowLang.Scheduling;

/// <summary>One try of a run, from 1 on.</summary>
public sealed record AttemptSummary(int Attempt, RunPhase Phase, DateTimeOffset Started, DateTimeOffset? Ended, string? Error);
