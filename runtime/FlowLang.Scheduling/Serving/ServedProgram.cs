using System.Collections.Immutable;
using System.Threading.Channels;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.History;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Serving;
using FlowLang.Scheduling.Store;
using FlowLang.Scheduling.Supervision;

namespace FlowLang.Scheduling;

/// <summary>
/// A program that is served: its scheduler, the runs that it started, and the face of both for people and pages. What listens for HTTP
/// stands
/// beside it.
/// </summary>
public sealed class ServedProgram : IDisposable
{
    private static readonly TimeSpan s_rollBack = TimeSpan.FromSeconds(10);
    private readonly ServeContext _context;
    private readonly RunHistory _history;
    private readonly Scheduler _scheduler;
    private readonly SchedulerLoop _loop;
    private readonly JobExecutor _executor;
    private readonly ArrivalWatch _watch;
    private readonly NoticeWatch _notices;
    private readonly Supervisor _supervisor;
    private bool _isDraining;

    public ServedProgram(ServeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        TimeProvider time = context.Settings.Time;
        ImmutableArray<BatchPipeline> pipelines = context.Pipelines();
        var board = new JobBoard(pipelines.Select(p => new ServedPipeline(p.Definition, p.GoesOn)), context.Program.Pools);
        ProcessIdentity process = ProcessIdentity.Current;
        var me = new SchedulerIdentity($"{process.Host}:{process.Pid}:{Guid.NewGuid():N}", process, 0);
        _history = new RunHistory(context.Ledger.Database);
        foreach (Job last in _history.LastOfEach())
        {
            if (board.Pipelines.TryGetValue(last.Pipeline, out ServedPipeline? pipeline))
            {
                pipeline.Last = last;
                pipeline.IsFailing = last.Phase == RunPhase.Failed;
            }
        }

        var options = new SchedulerOptions { Parallel = context.Options.Parallel };
        _scheduler = new Scheduler(me, options, new RunStore(context.Ledger), time, board, Random.Shared.NextDouble);
        Channel<ISchedulerInput> inbox = Channel.CreateUnbounded<ISchedulerInput>(new() { SingleReader = true });
        void Post(ISchedulerInput input) => inbox.Writer.TryWrite(input);
        var lines = new LogBuffer();
        var feed = new EventFeed();
        _executor = new(context, lines, Post, _scheduler.Ask);
        _loop = new(_scheduler, _executor, lines, feed, context, inbox.Reader);
        ImmutableArray<(string, IArrivals)> places =
            [.. pipelines.SelectMany(p => p.Arrivals is { } arrivals ? new[] { (p.Definition.Name, arrivals) } : [])];
        _watch = new(places, Post, context.Log, time);
        Orchestrator = new Orchestrator(
            context, _scheduler, _history, _executor, feed, _loop, Post, [.. places.Select(place => place.Item1)]);
        _notices = new(context, Orchestrator, board.Pipelines.Values);
        _supervisor = Supervisor.Of(context.Environment, context.Log);
    }

    /// <summary>What is seen and asked of it.</summary>
    public IOrchestrator Orchestrator { get; }

    /// <summary>
    /// Serves until <paramref name="stop"/> is cancelled, then drains: runs may end by themselves for as long as the options say, streams
    /// commit and leave at once, and what still goes then is stopped and rolled back, to be run again by who serves next.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var over = new CancellationTokenSource();
        Task watch = WatchAsync(over.Token);
        Task notices = _notices.RunAsync(over.Token);
        Task loop = _loop.RunAsync(() => _isDraining, over.Token);
        Task signs = _supervisor.LiveAsync(() => _loop.Turns, _context.Settings.Time, over.Token);
        _supervisor.Ready("serves");
        await Task.WhenAny(loop, UntilAsync(stop));
        if (!loop.IsCompleted)
        {
            await DrainAsync(loop);
        }

        await over.CancelAsync();
        await loop;
        await watch;
        await notices;
        await signs;
        _scheduler.Leave();
    }

    public void Dispose()
    {
        _supervisor.Dispose();
        _history.Dispose();
    }

    private async Task DrainAsync(Task loop)
    {
        int going = _scheduler.Executing;
        string may = going == 0 ? "" : $": {going} may go on for {_context.Options.Drain}";
        _context.Log.Info($"no run is started any more{may}");
        _supervisor.Stopping($"no run is started any more{may}");
        _scheduler.Drain();
        _isDraining = true;
        if (await EndsWithinAsync(loop, _context.Options.Drain))
        {
            return;
        }

        _context.Log.Warning("what still goes is stopped; nothing of it is committed");
        _executor.StopAll();
        if (!await EndsWithinAsync(loop, s_rollBack))
        {
            _context.Log.Warning("some runs did not stop; the next start takes them up");
        }
    }

    private async Task<bool> EndsWithinAsync(Task loop, TimeSpan time) =>
        await Task.WhenAny(loop, Task.Delay(time, _context.Settings.Time)) == loop;

    private async Task WatchAsync(CancellationToken cancel)
    {
        try
        {
            await _watch.RunAsync(cancel);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task UntilAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
