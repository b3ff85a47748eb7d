namespace FlowLang.Runtime;

/// <summary>What becomes of a row that a step takes out.</summary>
public enum FailureAction
{
    /// <summary>The run fails and nothing is committed.</summary>
    Fail,

    /// <summary>The row goes to the write's rejects, with its reason.</summary>
    Reject,

    /// <summary>A <c>where</c>: the row is only counted.</summary>
    Filter,
}

/// <summary>
/// A place in the program that can take a row out. The SQL of a stage or write flags such rows with <paramref name="Id"/> in the column
/// <c>__site</c>; <paramref name="Line"/> and <paramref name="Column"/> are 1-based.
/// </summary>
public sealed record FailureSite(int Id, FailureAction Action, string Step, string Reason, string File, int Line, int Column);
