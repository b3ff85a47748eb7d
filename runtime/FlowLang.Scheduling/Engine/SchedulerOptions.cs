namespace FlowLang.Scheduling.Engine;

/// <summary>The bounds that a scheduler works within.</summary>
internal sealed record SchedulerOptions
{
    /// <summary>Runs at one time in this process; streams are not counted.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>How often it gives a sign of life.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A scheduler that gives no sign of life for so long, by the clock of who looks on, has lost its runs.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>A moment that is no longer ago counts as due and not as missed: to be started again is no outage.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long runs that have ended are remembered.</summary>
    public TimeSpan HistoryKept { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long the lines of their logs, and what happened, are kept.</summary>
    public TimeSpan LogsKept { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Processes that may die in a run before it is given up.</summary>
    public int MostCrashes { get; init; } = 3;
}
