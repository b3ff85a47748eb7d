namespace FlowLang.Streams;

/// <summary>One stream that a pipeline reads.</summary>
/// <param name="Relation">Its name in the program.</param>
public sealed record StreamInput(string Relation, IStreamSource Source)
{
    /// <summary>The watermark of a partition stands this far below its highest event time.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>A partition without records for so long does not hold back the others; null for never.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>A record whose event time is further ahead of the clock can't be processed; null for no bound.</summary>
    public TimeSpan? MaxAhead { get; init; }

    /// <summary>Where records go that can't be processed; null where one makes the stream fail.</summary>
    public IDeadLetterOutput? DeadLetters { get; init; }
}
