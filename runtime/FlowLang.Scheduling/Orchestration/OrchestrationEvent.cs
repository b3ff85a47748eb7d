namespace FlowLang.Scheduling;

/// <summary>
/// Something that happened. <paramref name="Kind"/> is one of <c>run.queued</c>, <c>run.started</c>, <c>run.progress</c>,
/// <c>run.waiting</c>, <c>run.ended</c>, <c>pipeline.paused</c>, <c>pipeline.resumed</c>, <c>pipeline.late</c>,
/// <c>run.missed</c> (left out by `catch_up`), <c>stream.changed</c>.
/// <paramref name="Number"/> grows and is never given twice.
/// </summary>
public sealed record OrchestrationEvent(long Number, DateTimeOffset At, string Kind, string Pipeline, string? Run, string? Text)
{
    /// <summary>The run as it stands then: of <c>run.queued</c>, <c>run.started</c>, <c>run.waiting</c> and <c>run.ended</c>.</summary>
    public RunSummary? Summary { get; init; }
}
