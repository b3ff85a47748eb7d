namespace FlowLang.Runtime;

/// <summary>How a run in the ledger stands.</summary>
public enum RunState
{
    Running,
    Done,
    Failed,
    Cancelled,

    /// <summary>Its process died; found by a later start.</summary>
    Crashed,
}
