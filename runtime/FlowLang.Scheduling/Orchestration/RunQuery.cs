namespace FlowLang.Scheduling;

/// <summary>
/// Which runs: of a pipeline, in a phase, due in [<see cref="From"/>, <see cref="To"/>), behind the key of a page before.
/// </summary>
public sealed record RunQuery
{
    public string? Pipeline { get; init; }

    public RunPhase? Phase { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? After { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Count { get; init; } = 50;
}
