namespace FlowLang.Scheduling.Store;

/// <summary>That a pipeline was run, for an interval or without one.</summary>
internal sealed record DoneRow(long Number, string Pipeline, DateTimeOffset? IntervalStart, DateTimeOffset? IntervalEnd, DateTimeOffset At);
