namespace FlowLang.Runtime;

/// <summary>A target that remembers the runs it committed: after a crash it overrules the ledger on this machine.</summary>
public interface ICommitRecord
{
    /// <summary>The connection's name in the program.</summary>
    string Name { get; }

    /// <summary>
    /// Begins to connect, for whoever asks for the connection first: the start of a run has other work meanwhile. What goes wrong is told
    /// to the run, which tries by itself.
    /// </summary>
    void ConnectAhead();

    /// <summary>
    /// The run as the target committed it; null when it did not. Throws what a run would where the target can't be asked.
    /// </summary>
    Task<CommittedRun?> FindRunAsync(string runId, CancellationToken cancel);

    /// <summary>
    /// As <see cref="FindRunAsync"/>, of a run whose process was taken for dead: where the answer is null a served run never commits there
    /// any more, though its process was only stopped and wakes up.
    /// </summary>
    Task<CommittedRun?> SettleRunAsync(string runId, CancellationToken cancel);
}
