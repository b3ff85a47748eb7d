namespace FlowLang.Scheduling;

/// <summary>Which pipelines, by name: whose names hold <see cref="Search"/>, that stand so, behind the key of a page before.</summary>
public sealed record PipelineQuery
{
    /// <summary>Case does not count.</summary>
    public string? Search { get; init; }

    public PipelineState? State { get; init; }

    public string? After { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Count { get; init; } = 50;
}
