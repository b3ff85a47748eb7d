using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;
using FlowLang.Scheduling.Tests.Store;

namespace FlowLang.Scheduling.Tests.Engine;

/// <summary>One scheduler on a ledger of its own, whose runs end as the test says.</summary>
internal sealed class Bench : IDisposable
{
    /// <summary>The name of pipelines that go on.</summary>
    public const string Stream = "stream";

    private readonly LedgerFile? _file;
    private readonly RunLedger _ledger;
    private readonly RunStore _store;
    private readonly ImmutableArray<PipelineDefinition> _pipelines;
    private readonly List<ISchedulerInput> _inputs = [];
    private readonly string _name;
    private int _born;

    public Bench(DateTimeOffset start, params ImmutableArray<PipelineDefinition> pipelines)
        : this(start, null, pipelines)
    {
    }

    /// <summary>On a ledger that others may share; a file of its own where there is none.</summary>
    public Bench(DateTimeOffset start, LedgerDatabase? database, ImmutableArray<PipelineDefinition> pipelines, string name = "me")
    {
        _name = name;
        _pipelines = pipelines;
        _file = database is null ? new LedgerFile() : null;
        Time = new VirtualTime(start);
        _ledger = RunLedger.Open(database ?? _file?.Database ?? throw new InvalidOperationException("a file"));
        _store = new RunStore(_ledger);
        Scheduler = Restart();
    }

    public VirtualTime Time { get; }

    public Scheduler Scheduler { get; private set; }

    /// <summary>Runs that were started and have not ended.</summary>
    public List<Job> Going { get; } = [];

    public List<OrchestrationEvent> Events { get; } = [];

    public ImmutableDictionary<string, int> Pools { get; init; } = ImmutableDictionary<string, int>.Empty;

    public static PipelineDefinition Pipeline(string name) => new(name, "main.flow", 1);

    /// <summary>As after the end of the process.</summary>
    public Scheduler Restart()
    {
        Going?.Clear();
        var me = new SchedulerIdentity($"{_name}{_born++}", new ProcessIdentity($"host{_born}", 1, "1"), 0);
        var board = new JobBoard(_pipelines.Select(p => new ServedPipeline(p, p.Name == Stream)), Pools);
        return Scheduler = new Scheduler(me, new SchedulerOptions { Parallel = 8 }, _store, Time, board, () => 1.0);
    }

    /// <summary>Lets time go by in steps of a second, or at once where it is long.</summary>
    public void Advance(TimeSpan time)
    {
        Time.Advance(time);
        Step();
    }

    public void Step()
    {
        StepOutcome outcome;
        do
        {
            outcome = Scheduler.Step(_inputs);
            _inputs.Clear();
            Going.AddRange(outcome.Starts);
            Events.AddRange(outcome.Events);
        }
        while (outcome.HasMore);
    }

    public void End(Job job, FlowError? error = null, bool stopped = false)
    {
        Going.Remove(job);
        _inputs.Add(new AttemptEnded(job.Id, job.Token, new(AttemptResult.NoRows, error, stopped)));
        Step();
    }

    public void Ask(Action<Scheduler, IRunTransaction> work)
    {
        _inputs.Add(new Question<bool>((scheduler, transaction) =>
        {
            work(scheduler, transaction);
            return true;
        }));
        Step();
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _file?.Dispose();
    }
}
