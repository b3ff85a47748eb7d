namespace FlowLang.Runtime;

/// <summary>How far the runs of a pipeline have read its sources; a value counts from when its run has committed.</summary>
public interface ICursors
{
    /// <summary>What the last committed run kept for a source; null where none did.</summary>
    string? Committed(string source);

    /// <summary>Keeps how far this run reads a source, for the runs after it if this one commits.</summary>
    void Keep(string source, string value);
}
