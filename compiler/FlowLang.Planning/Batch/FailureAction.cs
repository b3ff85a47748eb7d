namespace FlowLang.Planning.Batch;

/// <summary>What becomes of a row that leaves at a step.</summary>
public enum FailureAction
{
    /// <summary>The run fails.</summary>
    Fail,

    /// <summary>The row goes to the write's rejects.</summary>
    Reject,

    /// <summary>A `where`: it is counted.</summary>
    Filter,

    /// <summary>It does not leave: an expectation that warns counts it.</summary>
    Warn,
}
