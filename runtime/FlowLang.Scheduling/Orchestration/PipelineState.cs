namespace FlowLang.Scheduling;

/// <summary>How pipelines stand that are asked for; one pipeline can stand in several ways.</summary>
public enum PipelineState
{
    /// <summary>The last run failed.</summary>
    Failing,

    /// <summary>Behind its `sla`.</summary>
    Late,

    Paused,

    /// <summary>At least one run goes.</summary>
    Running,

    /// <summary>Started by a schedule, by others before it, or by files that arrive.</summary>
    Scheduled,

    /// <summary>It goes on until it is stopped.</summary>
    Stream,
}
