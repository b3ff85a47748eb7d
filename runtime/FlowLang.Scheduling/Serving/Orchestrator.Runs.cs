using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Serving;

/// <summary>Runs that were, are and will be.</summary>
internal sealed partial class Orchestrator
{
    private const int LinesAtOnce = 500;
    private static readonly TimeSpan s_lookForLines = TimeSpan.FromMilliseconds(500);

    public Page<RunSummary> Runs(RunQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return history.Runs(query);
    }

    public RunDetail? Run(string id)
    {
        // Asked before the ledger, which has them when the try has ended.
        ImmutableArray<StepTime> times = executor.TimesOf(id);
        if (history.Find(id) is not { } job)
        {
            return null;
        }

        RunDetail detail = history.Detail(job) with { Progress = executor.ProgressOf(id) };
        return times.IsEmpty ? detail : detail with { Times = times };
    }

    public async IAsyncEnumerable<LogLine> LogAsync(
        string run, long after, bool follow, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (long number = after; ;)
        {
            // Asked before: lines that come between are read in the next round.
            bool hasEnded = history.Find(run) is not { IsOpen: true };
            IReadOnlyList<LogLine> lines = history.Lines(run, number, LinesAtOnce);
            foreach (LogLine line in lines)
            {
                number = line.Number;
                yield return line;
            }

            if (lines.Count == LinesAtOnce)
            {
                continue;
            }

            if (!follow || hasEnded)
            {
                yield break;
            }

            await Task.Delay(s_lookForLines, Time, cancel);
        }
    }

    public ImmutableArray<PlannedRun> Next(string? pipeline, int count)
    {
        lock (scheduler.Gate)
        {
            IEnumerable<ServedPipeline> asked = pipeline is null ? Board.Pipelines.Values
                : Board.Pipelines.GetValueOrDefault(pipeline) is { } one ? [one]
                : [];
            // More than the first few moments of a pipeline are only of use where nothing else is asked for.
            return
            [
                .. asked.Where(p => !p.IsStream).SelectMany(p => Queued(p).Concat(Planned(p, pipeline is null ? 1 : count)))
                    .OrderBy(p => p.Due).Take(count),
            ];
        }
    }

    private static IEnumerable<PlannedRun> Queued(ServedPipeline pipeline) =>
        pipeline.Ready.Concat(pipeline.Waiting).Concat(pipeline.Held)
            .Select(job => new PlannedRun(pipeline.Name, job.Interval, job.NotBefore ?? job.Due, null));

    private static IEnumerable<PlannedRun> Planned(ServedPipeline pipeline, int count)
    {
        if (pipeline is not { Times: { } times, NextTick: { } tick, Position: { } position })
        {
            return [];
        }

        var planned = new List<PlannedRun>();
        DateTimeOffset before = position;
        for (DateTimeOffset? moment = tick; moment is { } due && planned.Count < count; moment = times.Next(due))
        {
            planned.AddRange(pipeline.Definition.Partition is { } partition
                ? IntervalForm.Ending(partition, before, due).Select(i => new PlannedRun(pipeline.Name, i, due, null))
                : [new PlannedRun(pipeline.Name, null, due, null)]);
            before = due;
        }

        return planned.Take(count);
    }
}
