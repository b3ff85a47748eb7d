namespace FlowLang.Scheduling;

/// <summary>Where a run stands, from being due to having ended.</summary>
public enum RunPhase
{
    /// <summary>Due, and waiting for room or for the runs it comes after.</summary>
    Queued,

    Running,

    /// <summary>It failed and is waiting to be tried again.</summary>
    Waiting,

    Done,
    Failed,
    Cancelled,

    /// <summary>Left out: what it comes after failed, or its schedule may not catch up.</summary>
    Skipped,
}
