using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>A line of a run's log. Numbers grow from 1 within a run.</summary>
public sealed record LogLine(long Number, DateTimeOffset At, LogLevel Level, string Message);
