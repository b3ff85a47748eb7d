using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>A process with a scheduler and the runs that it started, on the world's clock.</summary>
internal sealed class Node : IDisposable
{
    private readonly World _world;
    private readonly RunLedger _ledger;
    private readonly List<ISchedulerInput> _inputs = [];
    private readonly Dictionary<string, (Job Job, DateTimeOffset Ends, bool IsSettled)> _runs = [];

    public Node(World world, int number)
    {
        _world = world;
        Number = number;
        _ledger = RunLedger.Open(world.Database);
        var store = new RunStore(_ledger);
        var me = new SchedulerIdentity($"node{number}", new ProcessIdentity($"host{number}", number, "1"), 0);
        var board = new JobBoard(World.Pipelines.Select(p => new ServedPipeline(p, isStream: false)), World.Pools);
        var options = new SchedulerOptions { Parallel = 3, MostCrashes = int.MaxValue };
        Scheduler = new Scheduler(me, options, new FaultyStore(store, world.NextFault), world.Time, board, world.Chance);
    }

    public int Number { get; }

    public Scheduler Scheduler { get; }

    /// <summary>It was stopped by the system and will wake up, not knowing how long it slept.</summary>
    public bool IsPaused { get; set; }

    public bool IsIdle => _runs.Count == 0 && _inputs.Count == 0;

    public IEnumerable<Job> Runs => _runs.Values.Select(run => run.Job);

    /// <summary>Throws <see cref="CrashException"/> where it dies.</summary>
    public void Step()
    {
        EndRuns();
        StepOutcome outcome;
        try
        {
            outcome = Scheduler.Step(_inputs);
        }
        catch (FlowException)
        {
            return;
        }

        _inputs.Clear();
        foreach (string id in outcome.Stops)
        {
            if (_runs.Remove(id, out var stopped))
            {
                _inputs.Add(new AttemptEnded(id, stopped.Job.Token, new(AttemptResult.NoRows, null, Stopped: true)));
            }
        }

        foreach (Job job in outcome.Starts)
        {
            _world.Started(this, job);
            _runs[job.Id] = (job, _world.Time.GetUtcNow() + _world.Length(), _world.Target.Has(job));
        }
    }

    public void Dispose() => _ledger.Dispose();

    private void EndRuns()
    {
        foreach ((Job job, _, bool isSettled) in _runs.Values.Where(run => run.Ends <= _world.Time.GetUtcNow()).ToList())
        {
            _runs.Remove(job.Id);
            _inputs.Add(new AttemptEnded(job.Id, job.Token, End(job, isSettled)));
        }
    }

    // As a run does: what a try before committed is found when it begins; the fence is asked before the commit, and a crash may come
    // behind it.
    private AttemptResult? End(Job job, bool isSettled)
    {
        if (isSettled)
        {
            return new(AttemptResult.NoRows, null);
        }

        if (_world.Fails())
        {
            return new(AttemptResult.NoRows, new FlowError("RT6001", "the server can't be reached") { Transient = true });
        }

        try
        {
            Scheduler.Ask(job.Id, job.Token);
        }
        catch (FlowException e) when (e.Error.Code == "RT7016")
        {
            return new(AttemptResult.NoRows, e.Error);
        }
        catch (FlowException)
        {
            return null; // the ledger is away
        }

        _world.Target.Commit(job);
        return new(new RunTotals(1, 1, 0, 0), null);
    }
}
