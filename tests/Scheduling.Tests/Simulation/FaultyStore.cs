using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>A store between which and its scheduler anything may happen at any call.</summary>
internal sealed class FaultyStore(IRunStore store, Func<StoreFault> next) : IRunStore
{
    public T Transact<T>(Func<IRunTransaction, T> work)
        where T : notnull
    {
        StoreFault fault = next();
        switch (fault)
        {
            case StoreFault.CrashBefore:
                throw new CrashException();
            case StoreFault.LostBefore:
                throw Lost();
        }

        T result = store.Transact(transaction =>
        {
            T done = work(transaction);
            return fault == StoreFault.CrashWithin ? throw new CrashException() : done;
        });
        return fault switch
        {
            StoreFault.CrashAfter => throw new CrashException(),
            StoreFault.LostAfter => throw Lost(),
            _ => result,
        };
    }

    public bool MayBeAlive(ProcessIdentity process) => store.MayBeAlive(process);

    private static FlowException Lost() => new(RunErrors.Ledger("simulated", "the connection was lost", "wait"));
}
