using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using FlowLang.Runtime;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Tests;

/// <summary>An orchestrator in memory: it shows what a test puts into it, and does what it is asked at once.</summary>
internal sealed class FakeOrchestrator(TimeProvider time) : IOrchestrator
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, PipelineStatus> _pipelines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunDetail> _runs = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly ConcurrentDictionary<string, Channel<LogLine>[]> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LogLine>> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TriggerRequest Request, ImmutableArray<string> Runs)> _keys = new(StringComparer.Ordinal);
    private readonly List<Channel<OrchestrationEvent>> _listeners = [];
    private readonly List<OrchestrationEvent> _events = [];

    public ProgramFacts Program { get; set; } = new("taxi", "5f3c9a17e2b84d06", "0.1.0", null, time.GetUtcNow().AddHours(-3));

    public string Manifest { get; init; } = "{}";

    public Stream OpenManifest() => new MemoryStream(Encoding.UTF8.GetBytes(Manifest));

    /// <summary>Generated C# by file.</summary>
    public Dictionary<string, string> Code { get; init; } = [];

    public string? ReadCode(string file) => Code.GetValueOrDefault(file);

    /// <summary>Rows of steps by relation; others are refused.</summary>
    public Dictionary<string, RowTable> Rows { get; init; } = [];

    public Task<RowTable> PreviewRowsAsync(string pipeline, string relation, string? interval, CancellationToken cancel) =>
        Rows.TryGetValue(relation, out RowTable? rows) ? Task.FromResult(rows) : throw new FlowException(
            PreviewErrors.Impossible(new PipelineDefinition(pipeline, "main.flow", 1), $"`{relation}` of {interval} has none"));

    public DateTimeOffset Now => time.GetUtcNow();

    public List<string> Problems { get; } = [];

    public List<StreamStatus> AllStreams { get; } = [];

    public List<PlannedRun> Planned { get; } = [];

    public void Put(PipelineStatus pipeline) => _pipelines[pipeline.Name] = pipeline;

    /// <summary>Newer runs are put behind older ones.</summary>
    public void Put(RunDetail run, params string[] lines)
    {
        lock (_lock)
        {
            if (_runs.TryAdd(run.Summary.Id, run))
            {
                _order.Add(run.Summary.Id);
            }

            _runs[run.Summary.Id] = run;
            if (_pipelines.TryGetValue(run.Summary.Pipeline, out PipelineStatus? pipeline))
            {
                _pipelines[pipeline.Name] = pipeline with { Last = run.Summary };
            }
        }

        foreach (string line in lines)
        {
            Say(run.Summary.Id, line.StartsWith("warning", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Info, line);
        }
    }

    public void Say(string run, LogLevel level, string message)
    {
        lock (_lock)
        {
            List<LogLine> lines = _lines.TryGetValue(run, out List<LogLine>? known) ? known : _lines[run] = [];
            lines.Add(new LogLine(lines.Count + 1, time.GetUtcNow(), level, message));
            foreach (Channel<LogLine> channel in _logs.GetValueOrDefault(run, []))
            {
                channel.Writer.TryWrite(lines[^1]);
            }
        }
    }

    public void Happen(string kind, string pipeline, string? run = null, string? text = null)
    {
        lock (_lock)
        {
            OrchestrationEvent happened = new(_events.Count + 1, time.GetUtcNow(), kind, pipeline, run, text)
            {
                Summary = run is not null && _runs.TryGetValue(run, out RunDetail? detail) ? detail.Summary : null,
            };
            _events.Add(happened);
            _listeners.ForEach(listener => listener.Writer.TryWrite(happened));
        }
    }

    public Overview Overview() => new(
        _pipelines.Count, AllStreams.Count, _pipelines.Values.Count(p => p.IsPaused), _pipelines.Values.Count(IsFailing),
        _pipelines.Values.Count(p => p.IsLate), Count(RunPhase.Running), Count(RunPhase.Queued), Count(RunPhase.Done),
            Count(RunPhase.Failed),
        TimeSpan.FromSeconds(0.4));

    public Task<ImmutableArray<string>> ProblemsAsync(CancellationToken cancel) => Task.FromResult(Problems.ToImmutableArray());

    public Page<PipelineStatus> Pipelines(PipelineQuery query)
    {
        PipelineStatus[] found =
        [
            .. _pipelines.Values
                .Where(p => query.After is null || string.CompareOrdinal(p.Name, query.After) > 0)
                .Where(p => query.Search is null || p.Name.Contains(query.Search, StringComparison.OrdinalIgnoreCase))
                .Where(p => query.State switch
                {
                    PipelineState.Failing => IsFailing(p),
                    PipelineState.Late => p.IsLate,
                    PipelineState.Paused => p.IsPaused,
                    PipelineState.Running => p.Running > 0,
                    PipelineState.Scheduled => p.Schedule is not null || !p.After.IsEmpty,
                    PipelineState.Stream => p.IsStream,
                    _ => true,
                })
                .Take(query.Count + 1),
        ];
        return Cut(found, query.Count, p => p.Name);
    }

    public PipelineStatus? Pipeline(string name) => _pipelines.GetValueOrDefault(name);

    public ImmutableArray<PlannedRun> Next(string? pipeline, int count) =>
        [.. Planned.Where(run => pipeline is null || run.Pipeline == pipeline).OrderBy(run => run.Due).Take(count)];

    public Page<RunSummary> Runs(RunQuery query)
    {
        lock (_lock)
        {
            int start = query.After is null ? _order.Count - 1 : _order.IndexOf(query.After) - 1;
            IEnumerable<RunSummary> found = Enumerable.Range(0, start + 1).Select(n => _runs[_order[start - n]].Summary)
                .Where(run => query.Pipeline is null || run.Pipeline == query.Pipeline)
                .Where(run => query.Phase is null || run.Phase == query.Phase)
                .Where(run => query.From is null || run.Due >= query.From)
                .Where(run => query.To is null || run.Due < query.To);
            return Cut([.. found.Take(query.Count + 1)], query.Count, run => run.Id);
        }
    }

    public RunDetail? Run(string id)
    {
        lock (_lock)
        {
            return _runs.GetValueOrDefault(id);
        }
    }

    public async IAsyncEnumerable<LogLine> LogAsync(string run, long after, bool follow, [EnumeratorCancellation] CancellationToken cancel)
    {
        Channel<LogLine> channel = Channel.CreateUnbounded<LogLine>();
        lock (_lock)
        {
            _lines.GetValueOrDefault(run, []).Where(line => line.Number > after).ToList().ForEach(line => channel.Writer.TryWrite(line));
            bool goesOn = follow && _runs[run].Summary.Phase is RunPhase.Queued or RunPhase.Running or RunPhase.Waiting;
            if (goesOn)
            {
                _logs.AddOrUpdate(run, [channel], (_, before) => [.. before, channel]);
            }
            else
            {
                channel.Writer.Complete();
            }
        }

        await foreach (LogLine line in channel.Reader.ReadAllAsync(cancel))
        {
            yield return line;
        }
    }

    public async IAsyncEnumerable<OrchestrationEvent> EventsAsync(long? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        Channel<OrchestrationEvent> channel = Channel.CreateUnbounded<OrchestrationEvent>();
        lock (_lock)
        {
            _events.Where(e => e.Number > (after ?? _events.Count)).ToList().ForEach(e => channel.Writer.TryWrite(e));
            _listeners.Add(channel);
        }

        await foreach (OrchestrationEvent happened in channel.Reader.ReadAllAsync(cancel))
        {
            yield return happened;
        }
    }

    public ImmutableArray<StreamStatus> Streams() => [.. AllStreams];

    public ImmutableArray<PlannedRun> Preview(TriggerRequest request)
    {
        PipelineStatus pipeline = _pipelines[request.Pipeline];
        if (pipeline.Unit is not { } unit || (request.From ?? request.Interval) is not { } from)
        {
            return [new PlannedRun(request.Pipeline, null, time.GetUtcNow(), null)];
        }

        PartitionDefinition partition = new(unit, DateTimeOffset.UnixEpoch);
        RunInterval first = Parse(partition, from);
        RunInterval behind = request.To is { } to ? Parse(partition, to) : first.Next;
        List<PlannedRun> runs = [];
        for (RunInterval current = first; current.Start < behind.Start; current = current.Next)
        {
            string? before = Runs(new RunQuery { Pipeline = request.Pipeline, Phase = RunPhase.Done, Count = 1000 }).Items
                .FirstOrDefault(run => run.Interval == current.ToString())?.Id;
            if (before is null || request.Force)
            {
                runs.Add(new PlannedRun(request.Pipeline, current, time.GetUtcNow(), before));
            }
        }

        return [.. runs];
    }

    public Task<ImmutableArray<string>> TriggerAsync(TriggerRequest request, CancellationToken cancel)
    {
        if (request.Key is { } key && _keys.TryGetValue(key, out var earlier))
        {
            return earlier.Request == request
                ? Task.FromResult(earlier.Runs)
                : throw new FlowException(RunErrors.Usage("RT7060", "the key stands for another request"));
        }

        ImmutableArray<string> ids = [.. Preview(request).Select(planned => Queue(planned, request))];
        if (request.Key is { } used)
        {
            _keys[used] = (request, ids);
        }

        return Task.FromResult(ids);
    }

    public Task<bool> CancelRunAsync(string run, string by, CancellationToken cancel)
    {
        RunDetail detail = _runs[run];
        if (detail.Summary.Phase is not (RunPhase.Queued or RunPhase.Running or RunPhase.Waiting))
        {
            return Task.FromResult(false);
        }

        End(run, RunPhase.Cancelled);
        return Task.FromResult(true);
    }

    public void End(string run, RunPhase phase)
    {
        RunDetail detail = _runs[run];
        Put(detail with { Summary = detail.Summary with { Phase = phase, Ended = time.GetUtcNow() } });
        foreach (Channel<LogLine> channel in _logs.GetValueOrDefault(run, []))
        {
            channel.Writer.TryComplete();
        }

        Happen("run.ended", detail.Summary.Pipeline, run);
    }

    public Task PauseAsync(string pipeline, string by, CancellationToken cancel) => Pause(pipeline, true);

    public Task ResumeAsync(string pipeline, string by, CancellationToken cancel) => Pause(pipeline, false);

    private Task Pause(string pipeline, bool isPaused)
    {
        _pipelines[pipeline] = _pipelines[pipeline] with { IsPaused = isPaused };
        Happen(isPaused ? "pipeline.paused" : "pipeline.resumed", pipeline);
        return Task.CompletedTask;
    }

    private string Queue(PlannedRun planned, TriggerRequest request)
    {
        string id = $"r{_order.Count + 1:D5}";
        Put(new RunDetail(new RunSummary(
            id, planned.Pipeline, planned.Interval?.ToString(), request.From is null ? RunCause.Manual
                : RunCause.Backfill, RunPhase.Queued, 0,
            planned.Due, null, null, new RunTotals(0, 0, 0, 0), null, null, request.By)));
        Happen("run.queued", planned.Pipeline, id);
        return id;
    }

    private static RunInterval Parse(PartitionDefinition partition, string text) => IntervalText.Parse(partition, text)
        ?? throw new FlowException(RunErrors.Usage("RT7012", $"`{text}` is no interval", $"such as {IntervalText.Form(partition.Unit)}"));

    private int Count(RunPhase phase)
    {
        lock (_lock)
        {
            return _runs.Values.Count(run => run.Summary.Phase == phase);
        }
    }

    private static bool IsFailing(PipelineStatus pipeline) => pipeline.Last?.Phase == RunPhase.Failed;

    private static Page<T> Cut<T>(T[] found, int count, Func<T, string> key) =>
        new([.. found.Take(count)], found.Length > count ? key(found[count - 1]) : null);
}
