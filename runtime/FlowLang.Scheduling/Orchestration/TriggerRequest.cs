namespace FlowLang.Scheduling;

/// <summary>
/// Somebody asks for runs: of one interval, of the intervals [<see cref="From"/>, <see cref="To"/>), or of a pipeline without intervals.
/// </summary>
public sealed record TriggerRequest(string Pipeline, string By)
{
    /// <summary>As for <c>run --interval</c>.</summary>
    public string? Interval { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Intervals that were loaded by the same sources, too.</summary>
    public bool Force { get; init; }

    /// <summary>Told again, it is the same request: the Idempotency-Key of HTTP.</summary>
    public string? Key { get; init; }
}
