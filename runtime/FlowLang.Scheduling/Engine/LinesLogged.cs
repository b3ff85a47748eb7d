using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>What runs said, to be kept with what else happens.</summary>
internal sealed class LinesLogged(IReadOnlyList<(string Job, LogLine Line)> lines) : ISchedulerInput
{
    public bool IsKept => true;

    public void Apply(Scheduler scheduler, IRunTransaction transaction)
    {
        foreach ((string job, LogLine line) in lines)
        {
            transaction.AddLine(job, line);
        }
    }
}
