using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>A try of a run has ended; without a result the ledger failed in it, and how it ended is not known.</summary>
internal sealed class AttemptEnded(string job, long token, AttemptResult? result) : ISchedulerInput
{
    public bool IsKept => true;

    public void Apply(Scheduler scheduler, IRunTransaction transaction)
    {
        if (result is null)
        {
            scheduler.Lost(transaction, job, token);
        }
        else
        {
            scheduler.Ended(transaction, job, token, result);
        }
    }
}
