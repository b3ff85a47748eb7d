using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>What people and files ask for.</summary>
internal sealed partial class Scheduler
{
    /// <summary>
    /// Queues a run of each interval (null: of a pipeline without). One that is open for an interval already is the answer for it.
    /// </summary>
    public ImmutableArray<string> Ask(
        IRunTransaction transaction, string name, ImmutableArray<RunInterval?> intervals, RunCause cause, bool force, string by)
    {
        ServedPipeline pipeline = Board.Pipelines[name];
        var ids = ImmutableArray.CreateBuilder<string>(intervals.Length);
        foreach (RunInterval? interval in intervals)
        {
            Job? open = interval is null ? null : pipeline.Ready.Concat(pipeline.Waiting).Concat(pipeline.Held)
                .FirstOrDefault(job => job.Interval?.Start == interval.Start);
            if (open is not null)
            {
                Hasten(transaction, open);
                ids.Add(open.Id);
                continue;
            }

            Job job = NewJob(pipeline, cause, Now) with { Interval = interval, Force = force, By = by };
            Queue(transaction, job);
            ids.Add(job.Id);
        }

        return ids.ToImmutable();
    }

    /// <summary>False where the run had ended.</summary>
    public bool Cancel(IRunTransaction transaction, string id, string by)
    {
        if (Board.Find(id) is not { } job || job.IsStream)
        {
            return false;
        }

        Job after = job.Phase == RunPhase.Running
            ? job with { CancelledBy = by }
            : job with { Phase = RunPhase.Cancelled, CancelledBy = by, Ended = Now };
        if (Change(transaction, job, after) && !after.IsOpen)
        {
            Tell(transaction, "run.ended", job.Pipeline, after, $"cancelled by {by}");
        }

        return true;
    }

    public void Pause(IRunTransaction transaction, string name, string by)
    {
        ServedPipeline pipeline = Board.Pipelines[name];
        if (!pipeline.IsPaused)
        {
            transaction.Pause(name, by, Now);
            pipeline.IsPaused = true;
            pipeline.NextTick = null;
            Board.Refresh(pipeline);
            Tell(transaction, "pipeline.paused", name, null, $"by {by}");
        }
    }

    public void Resume(IRunTransaction transaction, string name, string by)
    {
        ServedPipeline pipeline = Board.Pipelines[name];
        if (transaction.Resume(name))
        {
            pipeline.IsPaused = false;
            ArmOne(pipeline);
            Board.Refresh(pipeline);
            Tell(transaction, "pipeline.resumed", name, null, $"by {by}");
        }
    }

    /// <summary>
    /// Files that were not there before, each version of which starts one run; those that come while it is queued join it.
    /// </summary>
    public void Arrived(IRunTransaction transaction, string name, IEnumerable<ArrivedFile> files)
    {
        ServedPipeline pipeline = Board.Pipelines[name];
        Job job = pipeline.Ready.FirstOrDefault(j => j is { Cause: RunCause.Arrival, Phase: RunPhase.Queued })
            ?? NewJob(pipeline, RunCause.Arrival, Now);
        int added = files.ToList().Count(file => transaction.AddArrival(name, file, job.Id));
        if (added > 0 && Board.Find(job.Id) is null)
        {
            Queue(transaction, job with { Slot = $"arrival {job.Id}" });
        }
    }

    // Somebody wants it now, though it waits for its next try or for others.
    private void Hasten(IRunTransaction transaction, Job job)
    {
        if (job.Phase == RunPhase.Waiting)
        {
            Change(transaction, job, job with { NotBefore = Now });
        }
        else if (Board.Pipelines[job.Pipeline].Held.Contains(job))
        {
            Board.Release(job);
        }
    }
}
