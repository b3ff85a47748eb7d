namespace FlowLang.Scheduling;

/// <summary>
/// All in numbers. <paramref name="Failing"/> are pipelines whose last run failed, <paramref name="Late"/> those behind their `sla`.
/// <paramref name="StartLag"/> is how long the run that waits longest has been due.
/// </summary>
public sealed record Overview(
    int Pipelines, int Streams, int Paused, int Failing, int Late, int Running, int Queued, int DoneLastDay, int FailedLastDay,
    TimeSpan StartLag);
