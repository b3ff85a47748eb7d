using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>A program with all that serving it needs: settings, ledger, console, and a way to run its pipelines.</summary>
public sealed partial class ServeContext
{
    private readonly HostLog _log;

    internal ServeContext(
        FlowProgram program, ProgramSettings settings, ServeOptions options, HostEnvironment environment, RunLedger ledger, HostLog log)
    {
        Program = program;
        Settings = settings;
        Options = options;
        Environment = environment;
        Ledger = ledger;
        _log = log;
    }

    public FlowProgram Program { get; }

    public ProgramSettings Settings { get; }

    public ServeOptions Options { get; }

    public HostEnvironment Environment { get; }

    public RunLedger Ledger { get; }

    /// <summary>The log of the process.</summary>
    public RunLog Log => _log;

    /// <summary>Says a command's result to a person.</summary>
    public void Result(string text) => _log.Result(text);

    /// <summary>Shows rows to a person.</summary>
    public void Table(RowTable table) => _log.Table(table);

    /// <summary>Says that something failed, with its code.</summary>
    public void Failed(FlowError error) => _log.Failed(error);

    /// <summary>
    /// The pipelines that are served; nothing is opened. Each run gets pipelines of its own. Throws RT1008 for a name that there is not.
    /// </summary>
    public ImmutableArray<BatchPipeline> Pipelines()
    {
        ImmutableArray<Pipeline> all = Program.CreatePipelines(Settings);
        return Options.Pipelines.IsEmpty ? [.. all.OfType<BatchPipeline>()] : PipelineOrder.Choose(all, Options.Pipelines);
    }

    /// <summary>
    /// One try of a run: the interval with those that it looks back at, oldest first, each committed by itself. Never throws for what the
    /// run meets; an error of the ledger comes out as its <see cref="FlowException"/>.
    /// </summary>
    public async Task<AttemptResult> AttemptAsync(AttemptRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Program.CreatePipeline(request.Pipeline, Settings) is not BatchPipeline pipeline)
        {
            return new(AttemptResult.NoRows, RunErrors.NoPipeline(request.Pipeline, Program));
        }

        var log = new ServedLog(_log, request.Sink);
        log.Separate();
        var runner = new PipelineRunner(Program, Settings, Ledger, log, Environment) { Reloads = request.Force, Served = request };
        RunTotals totals = AttemptResult.NoRows;
        try
        {
            foreach (RunInterval? interval in Intervals(pipeline.Definition, request.Interval))
            {
                bool isSettled = await runner.IsSettledAsync(pipeline, interval, stop);
                FlowError? error = isSettled ? null : await runner.AttemptAsync(pipeline, interval, request.Attempt, stop);
                totals = Add(totals, runner.Totals);
                if (error is not null)
                {
                    log.Failed(error);
                    return new(totals, error);
                }
            }

            return new(totals, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new(totals, null, Stopped: true);
        }
    }

    private static ImmutableArray<RunInterval?> Intervals(PipelineDefinition pipeline, RunInterval? interval) =>
        pipeline.Partition is { } partition && interval is not null ? [.. partition.RunsOf(interval)] : [interval];

    private static RunTotals Add(RunTotals a, RunTotals b) =>
        new(a.Read + b.Read, a.Written + b.Written, a.Rejected + b.Rejected, a.Filtered + b.Filtered);
}
