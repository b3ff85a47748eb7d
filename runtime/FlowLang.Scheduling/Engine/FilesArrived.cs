using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>Files that are whole were seen for a pipeline that waits for them.</summary>
internal sealed class FilesArrived(string pipeline, ImmutableArray<ArrivedFile> files) : ISchedulerInput
{
    public bool IsKept => true;

    public void Apply(Scheduler scheduler, IRunTransaction transaction) => scheduler.Arrived(transaction, pipeline, files);
}
