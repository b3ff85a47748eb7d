using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>
/// A run that is not begun: when it may begin, and the run that loaded the same interval before (null for none).
/// </summary>
public sealed record PlannedRun(string Pipeline, RunInterval? Interval, DateTimeOffset Due, string? LoadedBy);
