using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>
/// `after`. What was done is read in the order of the store, whoever did it, and what follows is queued in the transaction that remembers
/// how
/// far was read: nothing is followed twice or not at all, wherever a process dies. A pipeline with intervals follows when the same interval
/// was run, or for unlike units all intervals that share time with it.
/// </summary>
internal sealed partial class Scheduler
{
    private void Follow(IRunTransaction transaction)
    {
        IReadOnlyList<DoneRow> rows = transaction.DoneAfter(_followed, DoneAtOnce);
        if (rows.Count == 0)
        {
            return;
        }

        foreach (DoneRow row in rows)
        {
            if (Board.Pipelines.TryGetValue(row.Pipeline, out ServedPipeline? before))
            {
                foreach (ServedPipeline follower in before.Followers)
                {
                    Follow(transaction, follower, row);
                }
            }
        }

        _followed = rows[^1].Number;
        transaction.SetFollowed(_followed);
        _outcome.HasMore |= rows.Count == DoneAtOnce;
    }

    private void Follow(IRunTransaction transaction, ServedPipeline follower, DoneRow row)
    {
        if (follower.IsHeldByOthers)
        {
            foreach (Job job in follower.Held.Where(job => !IsHeld(transaction, job)).ToList())
            {
                Board.Release(job);
            }

            return;
        }

        if (follower.Definition.Partition is not { } partition)
        {
            if (HaveRun(transaction, follower, null))
            {
                Queue(transaction, NewJob(follower, RunCause.After, Now) with { Slot = $"after {row.Number}" });
                ConsumeAll(transaction, follower);
            }

            return;
        }

        foreach (RunInterval interval in Follow(partition, row))
        {
            if (HaveRun(transaction, follower, interval))
            {
                QueueInterval(transaction, follower, interval, RunCause.After, Now);
            }
        }
    }

    private static IEnumerable<RunInterval> Follow(PartitionDefinition partition, DoneRow row)
    {
        if (row is { IntervalStart: { } start, IntervalEnd: { } end })
        {
            return IntervalForm.Covering(partition, new RunInterval(partition.Unit, start, end));
        }

        // What ran has no intervals: the last one that had ended then.
        RunInterval last = IntervalForm.Holding(partition.Unit, row.At).Previous;
        return last.Start >= partition.Start ? [last] : [];
    }

    private bool IsHeld(IRunTransaction transaction, Job job) =>
        job is { Phase: RunPhase.Queued, Attempt: 0, IsAskedFor: false }
        && Board.Pipelines.GetValueOrDefault(job.Pipeline) is { IsHeldByOthers: true } pipeline
        && !HaveRun(transaction, pipeline, job.Interval);

    /// <summary>
    /// All that a pipeline comes after (or any of them) have run for an interval; without intervals: since it ran itself.
    /// </summary>
    private bool HaveRun(IRunTransaction transaction, ServedPipeline pipeline, RunInterval? interval)
    {
        PipelineDefinition definition = pipeline.Definition;
        bool HasRun(string name) => interval is null
            ? transaction.LastDone(name) > transaction.Consumed(pipeline.Name, name)
            : HasRunFor(transaction, name, interval);
        return definition.AfterAny ? definition.After.Any(HasRun) : definition.After.All(HasRun);
    }

    private bool HasRunFor(IRunTransaction transaction, string name, RunInterval interval)
    {
        if (Board.Pipelines.GetValueOrDefault(name)?.Definition.Partition is not { } partition)
        {
            return transaction.LastDoneAt(name) >= interval.End;
        }

        RunInterval[] wanted = [.. IntervalForm.Covering(partition, interval)];
        return wanted.Length > 0 && transaction.CountDone(name, wanted[0].Start, wanted[^1].End) == wanted.Length;
    }

    // Of a pipeline without intervals that its schedule starts once the others have run.
    private void ConsumeBefore(IRunTransaction transaction, Job job)
    {
        ServedPipeline pipeline = Board.Pipelines[job.Pipeline];
        if (pipeline is { IsHeldByOthers: true, Definition.Partition: null } && !job.IsAskedFor)
        {
            ConsumeAll(transaction, pipeline);
        }
    }

    private static void ConsumeAll(IRunTransaction transaction, ServedPipeline pipeline)
    {
        foreach (string name in pipeline.Definition.After)
        {
            transaction.Consume(pipeline.Name, name, transaction.LastDone(name));
        }
    }
}
