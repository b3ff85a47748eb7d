using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Serve;

/// <summary>Pipelines that commit nothing, and how long after they were due they began.</summary>
internal sealed class TrivialProgram(int count, EverySchedule schedule) : FlowProgram
{
    private readonly ConcurrentQueue<double> _lags = new();
    private int _done;

    public override string Name => "trivial";

    public override string SourceHash => "0123456789abcdef";

    public override string CompilerVersion => "0.1.0";

    public override Stream OpenManifest() => new MemoryStream("{}"u8.ToArray());

    public int Done => Volatile.Read(ref _done);

    public double[] TakeRound()
    {
        var taken = new List<double>();
        while (_lags.TryDequeue(out double lag))
        {
            taken.Add(lag);
        }

        return [.. taken];
    }

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings) =>
        [.. Enumerable.Range(0, count).Select(i => new TrivialPipeline(this, $"p{i:D5}"))];

    public override Pipeline? CreatePipeline(string name, ProgramSettings settings) => new TrivialPipeline(this, name);

    private void Begin(BatchRun run)
    {
        long ticks = run.StartedAt.UtcTicks;
        _lags.Enqueue(TimeSpan.FromTicks(ticks % schedule.Period.Ticks).TotalSeconds);
        Interlocked.Increment(ref _done);
    }

    private sealed class TrivialPipeline(TrivialProgram program, string name) : BatchPipeline
    {
        public override PipelineDefinition Definition { get; } = new(name, "main.flow", 1) { Times = program.Schedule };

        protected override Task ExecuteAsync(BatchRun run, CancellationToken cancel)
        {
            program.Begin(run);
            return run.CommitAsync(cancel);
        }
    }

    private EverySchedule Schedule => schedule;
}
