using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>Something that a scheduler is told; it may be applied again where the store failed in between.</summary>
internal interface ISchedulerInput
{
    /// <summary>It waits for the store to be back; what somebody waits for fails instead.</summary>
    bool IsKept { get; }

    void Apply(Scheduler scheduler, IRunTransaction transaction);

    /// <summary>The store has it.</summary>
    void Committed()
    {
    }

    void Failed(FlowException e)
    {
    }
}
