using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>
/// Schedules. An interval is due at the first moment of the schedule at or behind its end. Moments that passed longer ago than the grace
/// were missed: `catch_up` says how many of their intervals are made up for.
/// </summary>
internal sealed partial class Scheduler
{
    private const int TicksOfIdleStep = 200;

    /// <summary>The next moment at which a step is due by the clock; null for none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            long? tick = _ticks.TryPeek(out _, out (long Moment, int Rank) first) ? first.Moment : null;
            long? next = Min(_wakes, Min(_deadlines, tick));
            return next is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        }
    }

    private void Arm(IRunTransaction transaction)
    {
        _ticks.Clear();
        foreach (ServedPipeline pipeline in Board.Pipelines.Values.Where(p => p.Times is not null))
        {
            if (pipeline.Position is null)
            {
                // Served for the first time.
                pipeline.Position = pipeline.Definition is { CatchUp: not 0, Partition: { } partition }
                    ? partition.Start.AddTicks(-1)
                    : Now;
                transaction.SetPosition(pipeline.Name, pipeline.Position.Value);
            }

            ArmOne(pipeline);
        }
    }

    private void ArmOne(ServedPipeline pipeline)
    {
        pipeline.NextTick = pipeline is { IsPaused: false, Position: { } position, Times: { } times } ? times.Next(position) : null;
        if (pipeline.NextTick is { } tick)
        {
            _ticks.Enqueue(pipeline, (tick.UtcTicks, -pipeline.Definition.Priority));
        }
    }

    // Thousands that are due at one moment are not queued before the first of them starts: the most urgent ones are. Where runs have
    // ended as many more are, so that those at the front wait no longer than those behind; the others while nothing comes in.
    private void DoTicks(IRunTransaction transaction, bool isIdle)
    {
        int most = isIdle ? TicksOfIdleStep : Math.Max(1, _ended.Count);
        int done = 0;
        while (_ticks.TryPeek(out ServedPipeline? pipeline, out (long Moment, int Rank) due) && due.Moment <= Now.UtcTicks)
        {
            if (done++ >= most && Board.Next(hasRoom: true) is not null)
            {
                _outcome.HasMore = true;
                return;
            }

            _ticks.Dequeue();
            if (pipeline.NextTick?.UtcTicks == due.Moment && !_isDraining)
            {
                Tick(transaction, pipeline);
            }
        }
    }

    private void Tick(IRunTransaction transaction, ServedPipeline pipeline)
    {
        if (pipeline is not { Times: { } times, Position: { } position } || times.Last(position, Now) is not { } last)
        {
            return;
        }

        bool isMissed = Now - last > _options.Grace;
        DateTimeOffset missedUntil = isMissed ? last : times.Last(position, last.AddTicks(-1)) ?? position;
        if (pipeline.Definition.Partition is { } partition)
        {
            CatchUp(transaction, pipeline, [.. IntervalForm.Ending(partition, position, missedUntil)]);
            foreach (RunInterval interval in isMissed ? [] : IntervalForm.Ending(partition, missedUntil, last))
            {
                QueueInterval(transaction, pipeline, interval, RunCause.Schedule, last);
            }
        }
        else
        {
            if (missedUntil > position)
            {
                Tell(
                    transaction, "run.missed", pipeline.Name, null, "runs whose time had come were left out");
            }

            if (!isMissed)
            {
                string slot = last.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                Queue(transaction, NewJob(pipeline, RunCause.Schedule, last) with { Slot = slot });
            }
        }

        pipeline.Position = last;
        transaction.SetPosition(pipeline.Name, last);
        ArmOne(pipeline);
    }

    private void CatchUp(IRunTransaction transaction, ServedPipeline pipeline, ImmutableArray<RunInterval> missed)
    {
        ImmutableArray<RunInterval> open = [.. missed.Where(interval => !transaction.IsDone(pipeline.Name, interval.Start))];
        int left = open.Length - Math.Min(open.Length, pipeline.Definition.CatchUp ?? open.Length);
        if (left > 0)
        {
            string range = left == 1 ? $"{open[0]}" : $"{open[0]} to {open[left - 1]} ({left} intervals)";
            Tell(transaction, "run.missed", pipeline.Name, null, $"left out, as `catch_up` says: {range}");
        }

        foreach (RunInterval interval in open.Skip(left))
        {
            QueueInterval(transaction, pipeline, interval, RunCause.CatchUp, interval.End);
        }
    }

    private void QueueInterval(
        IRunTransaction transaction, ServedPipeline pipeline, RunInterval interval, RunCause cause, DateTimeOffset due)
    {
        if (!transaction.IsDone(pipeline.Name, interval.Start))
        {
            Queue(transaction, NewJob(pipeline, cause, due) with { Slot = interval.ToString(), Interval = interval });
        }
    }

    private Job NewJob(ServedPipeline pipeline, RunCause cause, DateTimeOffset due) =>
        new(BatchRun.NewId(_time), pipeline.Name, cause, due);

    private bool Queue(IRunTransaction transaction, Job job)
    {
        if (!transaction.Add(job))
        {
            return false; // it was queued for the same slot before
        }

        Board.Put(job, IsHeld(transaction, job));
        WatchLate(job);
        RememberLast(job);
        Tell(transaction, "run.queued", job.Pipeline, job);
        return true;
    }

    private void ReportLate(IRunTransaction transaction)
    {
        while (_deadlines.TryPeek(out string? id, out long moment) && moment <= Now.UtcTicks)
        {
            _deadlines.Dequeue();
            if (Board.Find(id) is { IsLate: false } job && Change(transaction, job, job with { IsLate = true }))
            {
                ServedPipeline pipeline = Board.Pipelines[job.Pipeline];
                pipeline.IsLate = true;
                Tell(transaction, "pipeline.late", job.Pipeline, job, $"not done {pipeline.Definition.Sla} after it was due");
            }
        }
    }

    private static long? Min<T>(PriorityQueue<T, long> queue, long? other) =>
        queue.TryPeek(out _, out long first) && !(other <= first) ? first : other;
}
