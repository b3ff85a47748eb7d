using FlowLang.Runtime;

namespace FlowLang.Scheduling.Store;

/// <summary>
/// Jobs in the ledger's database. Among the schedulers that share it, one at a time looks and decides.
/// </summary>
internal sealed class RunStore(RunLedger ledger) : IRunStore
{
    private StoreTransaction? _transaction;

    public T Transact<T>(Func<IRunTransaction, T> work)
        where T : notnull => ledger.Exclusively(statements =>
    {
        // A connection that was made anew knows nothing of what others wrote.
        StoreTransaction transaction = _transaction is { } last && last.Statements == statements ? last : new(statements);
        _transaction = transaction;
        transaction.Begin();
        try
        {
            T result = work(transaction);
            transaction.Commit();
            return result;
        }
        catch
        {
            LedgerDatabase.RollBack(statements.Connection);
            throw;
        }
    });

    public bool MayBeAlive(ProcessIdentity process) => ledger.Database.MayBeAlive(process);
}
