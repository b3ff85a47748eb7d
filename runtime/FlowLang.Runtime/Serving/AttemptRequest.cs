namespace FlowLang.Runtime;

/// <summary>One try of a served run. <paramref name="Job"/> is the run's id, the same for all of its tries.</summary>
public sealed record AttemptRequest(string Job, string Pipeline, int Attempt, IRunLogSink Sink)
{
    public RunInterval? Interval { get; init; }

    /// <summary>Load also what did not change since it was loaded.</summary>
    public bool Force { get; init; }

    /// <summary>Asked when all is ready, before anything becomes visible; null for a stream, whose target knows its owner.</summary>
    public RunFence? Fence { get; init; }
}
