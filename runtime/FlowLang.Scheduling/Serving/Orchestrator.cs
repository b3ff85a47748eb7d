using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Jobs;

namespace FlowLang.Scheduling.Serving;

/// <summary>
/// The face of a program that is served: how all stands from memory, what was from the ledger, requests by way of the loop.
/// </summary>
internal sealed partial class Orchestrator(
    ServeContext context, Scheduler scheduler, RunHistory history, JobExecutor executor, EventFeed feed, SchedulerLoop loop,
    Action<ISchedulerInput> post, ImmutableHashSet<string> waitingForFiles) : IOrchestrator
{
    private const int MostShown = 1000;
    private static readonly TimeSpan s_countedEvery = TimeSpan.FromSeconds(5);
    private readonly Lock _countGate = new();
    private ((int Done, int Failed) Ended, long At)? _counted;

    public ProgramFacts Program { get; } = new(
        context.Program.Name, context.Program.SourceHash, context.Program.CompilerVersion, context.Options.Environment,
        context.Settings.Time.GetUtcNow());

    public Stream OpenManifest() => context.Program.OpenManifest();

    public string? ReadCode(string file) => context.Program.ReadCode(file);

    private TimeProvider Time => context.Settings.Time;

    private JobBoard Board => scheduler.Board;

    public Overview Overview()
    {
        (int done, int failed) = EndedLastDay();
        DateTimeOffset now = Time.GetUtcNow();
        lock (scheduler.Gate)
        {
            ServedPipeline[] all = [.. Board.Pipelines.Values];
            IEnumerable<DateTimeOffset> due = Board.Jobs.Where(j => j is { Phase: RunPhase.Queued, IsStream: false }).Select(j => j.Due);
            TimeSpan lag = now - due.Append(now).Min();
            return new(
                all.Count(p => !p.IsStream), all.Count(p => p.IsStream), all.Count(p => p.IsPaused), all.Count(p => p.IsFailing),
                all.Count(p => p.IsLate), Board.Running, Board.Queued, done, failed, lag);
        }
    }

    public Task<ImmutableArray<string>> ProblemsAsync(CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>(loop.Trouble is { } trouble ? [$"{trouble.Code}: {trouble.Message}: {trouble.Why}"] : []);

    public Page<PipelineStatus> Pipelines(PipelineQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        int count = Math.Clamp(query.Count, 1, MostShown);
        lock (scheduler.Gate)
        {
            List<ServedPipeline> found =
            [
                .. Board.Pipelines.Values.Where(p => query.After is null || string.CompareOrdinal(p.Name, query.After) > 0)
                    .Where(p => query.Search is null || p.Name.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
                    .Where(p => query.State is not { } state || Stands(p, state)).Take(count + 1),
            ];
            return new([.. found.Take(count).Select(Status)], found.Count > count ? found[count - 1].Name : null);
        }
    }

    public PipelineStatus? Pipeline(string name)
    {
        lock (scheduler.Gate)
        {
            return Board.Pipelines.GetValueOrDefault(name) is { } pipeline ? Status(pipeline) : null;
        }
    }

    public ImmutableArray<StreamStatus> Streams()
    {
        lock (scheduler.Gate)
        {
            return [.. Board.Pipelines.Values.Where(p => p.IsStream).Select(Stream)];
        }
    }

    public async IAsyncEnumerable<OrchestrationEvent> EventsAsync(
        long? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        const int AtOnce = 500;
        for (long number = after ?? feed.Last; ;)
        {
            (ImmutableArray<OrchestrationEvent>? latest, Task changed) = feed.After(number);
            IReadOnlyList<OrchestrationEvent> events = latest ?? history.Events(number, AtOnce);
            foreach (OrchestrationEvent told in events)
            {
                number = told.Number;
                yield return told;
            }

            if (events.Count == 0)
            {
                await changed.WaitAsync(cancel);
            }
        }
    }

    private bool Stands(ServedPipeline pipeline, PipelineState state) => state switch
    {
        PipelineState.Failing => pipeline.IsFailing,
        PipelineState.Late => pipeline.IsLate,
        PipelineState.Paused => pipeline.IsPaused,
        PipelineState.Running => pipeline.Running.Count > 0,
        PipelineState.Scheduled => pipeline.IsScheduled(waitingForFiles.Contains(pipeline.Name)),
        _ => pipeline.IsStream,
    };

    private static PipelineStatus Status(ServedPipeline pipeline)
    {
        PipelineDefinition definition = pipeline.Definition;
        return new PipelineStatus
        {
            Name = pipeline.Name,
            File = definition.File,
            Line = definition.Line,
            IsStream = pipeline.IsStream,
            Schedule = definition.Schedule,
            Unit = definition.Partition?.Unit,
            After = definition.After,
            Pool = definition.Pool,
            Priority = definition.Priority,
            Sla = definition.Sla,
            IsPaused = pipeline.IsPaused,
            IsLate = pipeline.IsLate,
            NextDue = pipeline.NextTick,
            Last = pipeline.Last?.Summary,
            Running = pipeline.Running.Count,
            Queued = pipeline.Ready.Count + pipeline.Waiting.Count + pipeline.Held.Count,
        };
    }

    private StreamStatus Stream(ServedPipeline pipeline)
    {
        // Of several instances, that of this process.
        Job? job = pipeline.Running.MaxBy(job => job.Owner == pipeline.Owner)
            ?? pipeline.Waiting.FirstOrDefault() ?? pipeline.Ready.FirstOrDefault();
        StreamStatus status = new(
            pipeline.Name, job?.Phase ?? RunPhase.Queued, pipeline.IsPaused, 0, 0, 0, 0, null, null, 0,
            job?.Error is { } error ? $"{job.ErrorCode}: {error}" : null);
        return job is null ? status : executor.StreamOf(job.Id, status);
    }

    // Counted from an index, and shown often.
    private (int Done, int Failed) EndedLastDay()
    {
        lock (_countGate)
        {
            if (_counted is not { } counted || Time.GetElapsedTime(counted.At) > s_countedEvery)
            {
                counted = (history.EndedSince(Time.GetUtcNow().AddDays(-1)), Time.GetTimestamp());
                _counted = counted;
            }

            return counted.Ended;
        }
    }
}
