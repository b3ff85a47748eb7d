using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Engine;

/// <summary>
/// What is due, and what may start: a state machine that goes by steps, one transaction of the store each. It starts no task and waits for
/// nothing; whoever drives it does. After a failure of the store it loads all again, so memory never knows more than the store.
/// </summary>
internal sealed partial class Scheduler
{
    private const int DoneAtOnce = 1000;
    private static readonly TimeSpan s_pruneEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_clockStep = TimeSpan.FromSeconds(2);

    private readonly SchedulerOptions _options;
    private readonly IRunStore _store;
    private readonly TimeProvider _time;
    private readonly Func<double> _chance;
    private readonly SchedulerIdentity _me;
    private readonly Dictionary<string, long> _executing = [];
    private readonly HashSet<string> _ended = [];
    private readonly PriorityQueue<ServedPipeline, (long Moment, int Rank)> _ticks = new();
    private readonly PriorityQueue<string, long> _wakes = new();
    private readonly PriorityQueue<string, long> _deadlines = new();
    private StepOutcome _outcome = new();
    private bool _isLoaded;
    private bool _isDraining;
    private long? _lastEvent;
    private long _followed;
    private long? _prunedAt;
    private DateTimeOffset _lastNow;
    private long _lastTimestamp;

    public Scheduler(
        SchedulerIdentity me, SchedulerOptions options, IRunStore store, TimeProvider time, JobBoard board, Func<double> chance)
    {
        _me = me;
        _options = options;
        _store = store;
        _time = time;
        Board = board;
        _chance = chance;
        _lastNow = time.GetUtcNow();
        _lastTimestamp = time.GetTimestamp();
        foreach (ServedPipeline pipeline in board.Pipelines.Values)
        {
            pipeline.Owner = me.Owner;
        }
    }

    public JobBoard Board { get; }

    /// <summary>Guards what others read of the board while no step is being made.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Jobs of this process that are started and have not been told to have ended.</summary>
    public int Executing => _executing.Count;

    private DateTimeOffset Now { get; set; }

    /// <summary>No run is started any more; streams are stopped.</summary>
    public void Drain() => _isDraining = true;

    /// <summary>
    /// One step. Throws a <see cref="FlowException"/> where the store can't be used; the same inputs are to be given again then, those that
    /// are kept.
    /// </summary>
    public StepOutcome Step(IReadOnlyList<ISchedulerInput> inputs)
    {
        lock (Gate)
        {
            _outcome = new();
            _ended.Clear();
            try
            {
                _store.Transact(transaction =>
                {
                    Work(transaction, inputs);
                    return true;
                });
            }
            catch
            {
                _isLoaded = false;
                _peers.Clear(); // whose counts could not be seen are not dead
                throw;
            }

            foreach (string ended in _ended)
            {
                _executing.Remove(ended);
            }

            foreach (Job job in _outcome.Starts)
            {
                _executing[job.Id] = job.Token;
            }

            return _outcome;
        }
    }

    /// <summary>Takes itself out of the store: what it ran must have ended.</summary>
    public void Leave() => _store.Transact(transaction =>
    {
        transaction.Unregister(_me.Owner);
        return true;
    });

    /// <summary>Throws RT7016 unless a job is still this process's to do.</summary>
    public void Ask(string job, long token)
    {
        Job? found = _store.Transact(transaction => new Found(transaction.Find(job))).Job;
        if (found is null || found.Token != token || found.Phase != RunPhase.Running)
        {
            throw new FlowException(RunErrors.TakenOver(job));
        }
    }

    private void Work(IRunTransaction transaction, IReadOnlyList<ISchedulerInput> inputs)
    {
        Now = _time.GetUtcNow();
        // Always asked, so that the next step knows what it is compared with.
        bool isChanged = transaction.IsChangedByOthers();
        if (!_isLoaded || isChanged)
        {
            Load(transaction);
        }

        LookAtClock(transaction);
        LookAtPeers(transaction);
        foreach (ISchedulerInput input in inputs)
        {
            input.Apply(this, transaction);
        }

        DoTicks(transaction, isIdle: inputs.Count == 0);
        Follow(transaction);
        WakeWaiting();
        ReportLate(transaction);
        StopWhatMayNotGoOn();
        if (!_isDraining)
        {
            StartNext(transaction);
        }

        Prune(transaction);
    }

    private void Load(IRunTransaction transaction)
    {
        StoredState state = transaction.Load();
        ImmutableHashSet<string> before = [.. Board.Jobs.Select(job => job.Id)];
        Board.Clear();
        _wakes.Clear();
        _deadlines.Clear();
        foreach (ServedPipeline pipeline in Board.Pipelines.Values)
        {
            pipeline.IsPaused = state.Pauses.Contains(pipeline.Name);
            pipeline.Position = state.Positions.TryGetValue(pipeline.Name, out DateTimeOffset tick) ? tick : null;
            pipeline.IsLate = pipeline.Last is { IsLate: true, Phase: not RunPhase.Done };
        }

        foreach (Job job in state.Open)
        {
            Board.Put(job, IsHeld(transaction, job));
            Watch(job);
            WatchLate(job);
            RememberLast(job);
        }

        foreach (string id in before.Where(id => Board.Find(id) is null))
        {
            if (transaction.Find(id) is { } ended)
            {
                RememberLast(ended); // by another scheduler
            }
        }

        foreach (OrchestrationEvent told in _lastEvent is { } last ? transaction.EventsAfter(last) : [])
        {
            _outcome.Events.Add(told);
        }

        _lastEvent = transaction.LastEvent();
        _followed = state.Followed;
        LoadPeers(transaction, state.Schedulers);
        Arm(transaction);
        KeepStreams(transaction);
        _isLoaded = true;
    }

    // The clock was set back: what waits for a moment of before would wait for that much longer.
    private void LookAtClock(IRunTransaction transaction)
    {
        TimeSpan step = Now - _lastNow - _time.GetElapsedTime(_lastTimestamp);
        _lastNow = Now;
        _lastTimestamp = _time.GetTimestamp();
        if (step > -s_clockStep)
        {
            return;
        }

        foreach (Job job in Board.Jobs.Where(job => job.NotBefore > Now).ToList())
        {
            Change(transaction, job, job with { NotBefore = Max(Now, job.NotBefore + step) });
        }
    }

    private void Prune(IRunTransaction transaction)
    {
        if (_prunedAt is { } at && _time.GetElapsedTime(at) < s_pruneEvery)
        {
            return;
        }

        const int AtOnce = 500;
        int pruned = transaction.Prune(Now - _options.HistoryKept, Now - _options.LogsKept, AtOnce);
        _prunedAt = pruned == AtOnce ? null : _time.GetTimestamp();
        _outcome.HasMore |= pruned == AtOnce;
    }

    /// <summary>Writes a job's new form; false, and all is loaded again, where another process took the job up.</summary>
    private bool Change(IRunTransaction transaction, Job before, Job after)
    {
        if (!transaction.Update(after, before.Token))
        {
            _isLoaded = false;
            _outcome.HasMore = true;
            return false;
        }

        Board.Put(after);
        Watch(after);
        RememberLast(after);
        return true;
    }

    // What has to be looked at when a moment comes.
    private void Watch(Job job)
    {
        if (job is { Phase: RunPhase.Waiting, NotBefore: { } moment })
        {
            _wakes.Enqueue(job.Id, moment.UtcTicks);
        }
    }

    private void WatchLate(Job job)
    {
        ServedPipeline? pipeline = Board.Pipelines.GetValueOrDefault(job.Pipeline);
        bool isWatched = job is { IsOpen: true, IsLate: false, IsStream: false }
            && job.Cause is RunCause.Schedule or RunCause.After or RunCause.Arrival;
        if (isWatched && pipeline?.Definition.Sla is { } sla)
        {
            _deadlines.Enqueue(job.Id, (job.Due + sla).UtcTicks);
        }
    }

    private void RememberLast(Job job)
    {
        if (Board.Pipelines.GetValueOrDefault(job.Pipeline) is { } pipeline
            && (pipeline.Last is not { } last || last.Id == job.Id || job.Due >= last.Due))
        {
            pipeline.Last = job;
            pipeline.IsFailing = job.Phase == RunPhase.Failed || (pipeline.IsFailing && job.Phase != RunPhase.Done);
        }
    }

    /// <summary>How far a run of this process is.</summary>
    public void Progress(IRunTransaction transaction, string id, string text)
    {
        if (Board.Find(id) is { Phase: RunPhase.Running } job)
        {
            Tell(transaction, "run.progress", job.Pipeline, job, text);
        }
    }

    private void Tell(IRunTransaction transaction, string kind, string pipeline, Job? job, string? text = null)
    {
        long number = transaction.AddEvent(Now, kind, pipeline, job?.Id, text);
        _lastEvent = number;
        _outcome.Events.Add(new(number, Now, kind, pipeline, job?.Id, text) { Summary = job?.Summary });
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset? b) => b > a ? b.Value : a;

    private sealed record Found(Job? Job);
}
