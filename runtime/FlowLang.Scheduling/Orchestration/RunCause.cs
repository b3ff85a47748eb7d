namespace FlowLang.Scheduling;

/// <summary>Why a run was queued.</summary>
public enum RunCause
{
    /// <summary>Its time came.</summary>
    Schedule,

    /// <summary>The pipelines that it comes after had run.</summary>
    After,

    /// <summary>A file arrived.</summary>
    Arrival,

    /// <summary>Its time had come while nobody served, or while it was paused.</summary>
    CatchUp,

    /// <summary>Somebody asked for it.</summary>
    Manual,

    /// <summary>It is one interval of a range that somebody asked for.</summary>
    Backfill,
}
