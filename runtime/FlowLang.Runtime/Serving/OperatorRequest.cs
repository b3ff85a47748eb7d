namespace FlowLang.Runtime;

/// <summary>What is asked on the command line of a program that is served.</summary>
public enum OperatorCommand
{
    /// <summary>How the pipelines stand.</summary>
    Status,

    /// <summary>The log of a run.</summary>
    Logs,

    /// <summary>End a run.</summary>
    Cancel,

    /// <summary>Start a pipeline no more by its schedule.</summary>
    Pause,

    /// <summary>Take a pause back.</summary>
    Resume,
}

/// <summary>An operator's command; <paramref name="Subject"/> is the run or pipeline that it is about, null for all.</summary>
public sealed record OperatorRequest(OperatorCommand Command, string? Subject)
{
    /// <summary>Of logs: go on with lines as they come, until the run has ended.</summary>
    public bool Follow { get; init; }
}
