using FlowLang.Runtime;

namespace FlowLang.Scheduling.Store;

/// <summary>Where jobs are kept: all that a scheduler knows, so that another one can go on with it.</summary>
internal interface IRunStore
{
    /// <summary>
    /// Does work that is kept whole or not at all, while no other scheduler changes anything. Throws a <see cref="FlowException"/>
    /// where the store can't be used; whether the work was kept is not known then, and the scheduler loads again.
    /// </summary>
    T Transact<T>(Func<IRunTransaction, T> work)
        where T : notnull;

    /// <summary>False only when the process certainly has ended.</summary>
    bool MayBeAlive(ProcessIdentity process);
}
