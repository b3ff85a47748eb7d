using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>
/// A run in a line. <paramref name="Error"/> is its code and message; <paramref name="Attempt"/> counts from 1, 0 before the first.
/// </summary>
public sealed record RunSummary(
    string Id, string Pipeline, string? Interval, RunCause Cause, RunPhase Phase, int Attempt, DateTimeOffset Due, DateTimeOffset? Started,
    DateTimeOffset? Ended, RunTotals Totals, string? ErrorCode, string? Error, string? By);
