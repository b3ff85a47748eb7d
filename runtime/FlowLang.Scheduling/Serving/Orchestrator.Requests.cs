using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Serving;

/// <summary>What people ask for.</summary>
internal sealed partial class Orchestrator
{
    private static readonly TimeSpan s_keyKept = TimeSpan.FromDays(1);

    public ImmutableArray<PlannedRun> Preview(TriggerRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = Time.GetUtcNow();
        return
        [
            .. Intervals(request).Select(interval => new PlannedRun(
                request.Pipeline, interval, now, interval is null ? null : history.LoadedBy(request.Pipeline, interval.Start))),
        ];
    }

    public Task<ImmutableArray<string>> TriggerAsync(TriggerRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImmutableArray<RunInterval?> intervals = Open(request, Intervals(request));
        RunCause cause = request.From is null ? RunCause.Manual : RunCause.Backfill;
        string told = $"{request.Pipeline}|{request.Interval}|{request.From}|{request.To}|{request.Force}";
        return AskAsync(
            (scheduler, transaction) =>
            {
                DateTimeOffset now = Time.GetUtcNow();
                if (request.Key is { } key && transaction.Asked(key) is { } asked && now - asked.At < s_keyKept)
                {
                    return asked.Request == told
                        ? [.. asked.Jobs.Split(' ', StringSplitOptions.RemoveEmptyEntries)]
                        : throw new FlowException(ScheduleErrors.KeyReused(key));
                }

                ImmutableArray<string> ids = scheduler.Ask(transaction, request.Pipeline, intervals, cause, request.Force, request.By);
                if (request.Key is { } fresh)
                {
                    transaction.AddAsked(fresh, new(told, string.Join(' ', ids), now), now);
                }

                return ids;
            },
            cancel);
    }

    public Task<bool> CancelRunAsync(string run, string by, CancellationToken cancel) =>
        AskAsync((scheduler, transaction) => scheduler.Cancel(transaction, run, by), cancel);

    public Task PauseAsync(string pipeline, string by, CancellationToken cancel)
    {
        Known(pipeline);
        return AskAsync(
            (scheduler, transaction) =>
            {
                scheduler.Pause(transaction, pipeline, by);
                return true;
            },
            cancel);
    }

    public Task ResumeAsync(string pipeline, string by, CancellationToken cancel)
    {
        Known(pipeline);
        return AskAsync(
            (scheduler, transaction) =>
            {
                scheduler.Resume(transaction, pipeline, by);
                return true;
            },
            cancel);
    }

    private Task<T> AskAsync<T>(Func<Scheduler, IRunTransaction, T> work, CancellationToken cancel)
        where T : notnull
    {
        var question = new Question<T>(work);
        post(question);
        return question.Answer.WaitAsync(cancel);
    }

    private ServedPipeline Known(string name) =>
        Board.Pipelines.GetValueOrDefault(name) ?? throw new FlowException(RunErrors.NoPipeline(name, context.Program));

    private ImmutableArray<RunInterval?> Intervals(TriggerRequest request)
    {
        ServedPipeline pipeline = Known(request.Pipeline);
        PipelineDefinition definition = pipeline.Definition;
        if (pipeline.IsStream)
        {
            throw new FlowException(ScheduleErrors.NotTriggered(definition));
        }

        if (request.From is not null || request.To is not null)
        {
            return [.. IntervalRange.Parse(definition, request.From ?? "", request.To ?? "", Time.GetUtcNow())];
        }

        return (definition.Partition, request.Interval) switch
        {
            (null, null) => [null],
            (null, _) => throw new FlowException(ScheduleErrors.NoIntervals(definition)),
            ({ } partition, null) => throw new FlowException(ScheduleErrors.NeedsInterval(definition, partition)),
            ({ } partition, { } text) => [IntervalChoice.Parse(definition, partition, text)],
        };
    }

    // Of a range, those that these sources have loaded are left out.
    private ImmutableArray<RunInterval?> Open(TriggerRequest request, ImmutableArray<RunInterval?> intervals)
    {
        if (request.From is null || request.Force)
        {
            return intervals;
        }

        IReadOnlyDictionary<DateTimeOffset, LoadedInterval> loaded = context.Ledger.Loaded(request.Pipeline);
        string hash = context.Program.SourceHash;
        return [.. intervals.Where(interval => interval is null || loaded.GetValueOrDefault(interval.Start)?.SourceHash != hash)];
    }
}
