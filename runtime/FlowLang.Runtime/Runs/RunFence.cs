namespace FlowLang.Runtime;

/// <summary>Tells a run of a process that was taken for dead from the one that does the run now.</summary>
/// <param name="Job">The served run.</param>
/// <param name="Token">Grows with each process that takes the run up.</param>
/// <param name="Ask">Asks the ledger; throws RT7016 where another process has the run now.</param>
public sealed record RunFence(string Job, long Token, Action Ask)
{
    /// <summary>
    /// The ledger's database. A target in the same one asks once more, within the transaction that it commits; a database elsewhere looks
    /// whether who took the run over shut this try out (<see cref="ICommitRecord.SettleRunAsync"/>).
    /// </summary>
    public LedgerDatabase? Ledger { get; init; }
}
