namespace FlowLang.Runtime;

/// <summary>Why somebody is told.</summary>
public enum NoticeKind
{
    /// <summary>A run failed, and no further try comes.</summary>
    Failed,

    /// <summary>The pipeline fails on: told again after a long time only.</summary>
    StillFailing,

    /// <summary>A run ended well behind ones that failed.</summary>
    Recovered,

    /// <summary>A run is behind its `sla`.</summary>
    Late,

    /// <summary>Somebody wants to see a notice arrive.</summary>
    Test,

    /// <summary>Many things at once: <see cref="Notice.Others"/> names them.</summary>
    Digest,
}
