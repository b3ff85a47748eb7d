using System.Collections.Immutable;
using FlowLang.Runtime;
using FlowLang.Scheduling.Engine;
using FlowLang.Scheduling.Jobs;
using FlowLang.Scheduling.Store;

namespace FlowLang.Scheduling.Tests.Simulation;

/// <summary>
/// Some processes that serve one program from one ledger, in virtual time, with all that can happen to them, decided by a seed: it happens
/// the
/// same way each time.
/// </summary>
internal sealed class World : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 28, 20, 30, 0, TimeSpan.Zero);
    private readonly Random _random;
    private readonly List<Node> _nodes = [];
    private readonly RunLedger _looks;
    private int _born;

    public World(int seed, LedgerDatabase database)
    {
        Database = database;
        _looks = RunLedger.Open(database);
        _random = new Random(seed);
        Faults = () => _random.Next(1000) switch
        {
            < 15 => StoreFault.LostBefore,
            < 30 => StoreFault.LostAfter,
            < 35 => StoreFault.CrashBefore,
            < 40 => StoreFault.CrashWithin,
            < 45 => StoreFault.CrashAfter,
            _ => StoreFault.None,
        };
        _nodes.Add(new Node(this, _born++));
        _nodes.Add(new Node(this, _born++));
    }

    /// <summary>Hours that are loaded, hours and days that come after them, hours in their order, and a shared pool.</summary>
    public static ImmutableArray<PipelineDefinition> Pipelines { get; } =
    [
        Pipeline("hours") with { Times = new EverySchedule(TimeSpan.FromHours(1)), Concurrency = 2, Pool = "narrow" },
        Pipeline("ordered") with
        {
            Times = new CronSchedule("20 * * * *", "Europe/Berlin", GapRule.Shift, OverlapRule.Both),
            InOrder = "history",
        },
        Pipeline("follower") with { After = ["hours", "ordered"], Concurrency = 3, Pool = "narrow" },
        Pipeline("either") with { After = ["hours", "ordered"], AfterAny = true },
        Pipeline("days") with { After = ["hours"], Partition = new(IntervalUnit.Day, s_start.Date.ToUniversalTime()) },
    ];

    public static ImmutableDictionary<string, int> Pools { get; } = ImmutableDictionary<string, int>.Empty.Add("narrow", 2);

    public Func<StoreFault> Faults { get; set; }

    public VirtualTime Time { get; } = new(s_start);

    public Target Target { get; } = new();

    public List<string> Mistakes { get; } = [];

    public LedgerDatabase Database { get; }

    public StoreFault NextFault() => Faults();

    public double Chance() => _random.NextDouble();

    public TimeSpan Length() => TimeSpan.FromSeconds(_random.Next(1, 60));

    public bool Fails() => _random.Next(10) == 0;

    /// <summary>No run may start while another process that has not lost it does it.</summary>
    public void Started(Node node, Job job)
    {
        foreach (Node other in _nodes.Where(n => n != node && !n.IsPaused))
        {
            if (other.Runs.Any(run => run.Id == job.Id && other.Scheduler.Board.Find(job.Id)?.Token == job.Token))
            {
                Mistakes.Add($"{job.Pipeline} {job.Interval} runs in node {node.Number} and in node {other.Number}");
            }
        }
    }

    /// <summary>Lets so much happen by chance.</summary>
    public void Live(int events)
    {
        for (int i = 0; i < events; i++)
        {
            switch (_random.Next(100))
            {
                case < 3 when _nodes.Count < 3:
                    _nodes.Add(new Node(this, _born++));
                    break;
                case < 6:
                    _nodes[_random.Next(_nodes.Count)].IsPaused ^= true;
                    break;
                case < 8:
                    Time.Set(TimeSpan.FromMinutes(_random.Next(-90, 90)));
                    break;
                case < 9:
                    Time.Advance(TimeSpan.FromMinutes(_random.Next(60)));
                    break;
                default:
                    Time.Advance(TimeSpan.FromSeconds(_random.Next(1, 40)));
                    break;
            }

            StepAll();
        }
    }

    /// <summary>Lets so many minutes go by in which nothing happens but what is asked for.</summary>
    public void LiveCalmly(int minutes)
    {
        for (int i = 0; i < minutes * 4; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(15));
            StepAll();
        }
    }

    /// <summary>All that hinders is taken away; the world goes on until everything that was due is done.</summary>
    public void Heal()
    {
        Faults = () => StoreFault.None;
        _nodes.ForEach(node => node.IsPaused = false);
        for (int i = 0; i < 4000 && (i < 40 || IsBusy()); i++)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            StepAll();
        }
    }

    /// <summary>Of all jobs: pipeline, interval, phase.</summary>
    public IReadOnlyList<(string Pipeline, string Interval, string Phase)> Jobs()
    {
        return _looks.Exclusively(statements => statements.Get("SELECT pipeline, interval, phase FROM jobs", 0)
            .Rows(r => (r.GetString(0), r.GetString(1), r.GetString(2))));
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        _looks.Dispose();
    }

    private static PipelineDefinition Pipeline(string name) => new(name, "main.flow", 1)
    {
        CatchUp = null,
        Partition = new(IntervalUnit.Hour, s_start.AddMinutes(-30)),
        Retry = new RetryPolicy(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), true),
    };

    private bool IsBusy() => Jobs().Any(job => job.Phase is "Queued" or "Running" or "Waiting");

    private void StepAll()
    {
        foreach (Node node in _nodes.Where(n => !n.IsPaused).OrderBy(_ => _random.Next()).ToList())
        {
            try
            {
                node.Step();
            }
            catch (CrashException)
            {
                _nodes.Remove(node);
                node.Dispose();
            }
        }

        if (_nodes.Count == 0)
        {
            _nodes.Add(new Node(this, _born++));
        }
    }
}
