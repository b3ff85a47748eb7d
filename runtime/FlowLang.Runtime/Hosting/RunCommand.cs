using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// <c>run</c>: the pipelines asked for, one after the other, and streams beside each other until the process is told to end.
/// </summary>
internal sealed class RunCommand(FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log)
{
    private const int Interrupted = 130;

    public async Task<int> ExecuteAsync(CancellationToken stop)
    {
        ProgramSettings settings = await SettingsResolver.ResolveAsync(program, options, environment, stop);
        ImmutableArray<BatchPipeline> pipelines = PipelineOrder.Choose(program.CreatePipelines(settings), options.Pipelines);
        var intervals = pipelines.ToDictionary(p => p, Intervals);
        if (options.Interval is not null && pipelines.All(p => p.Definition.Partition is null))
        {
            throw new FlowException(RunErrors.Usage("RT1004", "none of the pipelines has intervals", "leave `--interval` out"));
        }

        BeginAhead(pipelines.FirstOrDefault(p => !p.GoesOn));
        using RunLedger? ledger = options.DryRun ? null : LedgerPlace.Open(program, options, settings, environment);
        PipelineRunner runner = Runner(settings, ledger);
        await using RunNotices notices = new(program, settings, ledger, log);
        var failed = new HashSet<string>(StringComparer.Ordinal);
        FlowError? first = null;
        foreach (BatchPipeline pipeline in pipelines.Where(p => !p.GoesOn))
        {
            PipelineDefinition definition = pipeline.Definition;
            if (definition.After.FirstOrDefault(failed.Contains) is { } before)
            {
                log.Warning($"{definition.Name}: left out, because `{before}` failed");
                failed.Add(definition.Name);
                continue;
            }

            try
            {
                if (await EndAsync(pipeline, intervals[pipeline], runner, notices, stop) is { } error)
                {
                    failed.Add(definition.Name);
                    first ??= error;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                log.Warning($"{definition.Name}: stopped; nothing of this run was committed");
                return Interrupted;
            }
        }

        FlowError? ofStreams = await GoOnAsync(pipelines, runner, notices, stop);
        first ??= ofStreams;
        return first is null ? 0 : (int)first.Kind;
    }

    // Meanwhile the ledger is opened.
    private static void BeginAhead(BatchPipeline? first)
    {
        first?.LoadAhead();
        foreach (ICommitRecord target in first?.CommitRecords ?? [])
        {
            target.ConnectAhead();
        }
    }

    // The first error of its intervals; those behind one that failed are run, too.
    private async Task<FlowError?> EndAsync(
        BatchPipeline pipeline, ImmutableArray<RunInterval?> intervals, PipelineRunner runner, RunNotices notices, CancellationToken stop)
    {
        FlowError? first = null;
        notices.Begin(pipeline.Definition);
        foreach (RunInterval? interval in intervals)
        {
            FlowError? error = await runner.RunAsync(pipeline, interval, options.DryRun, audit: null, stop);
            notices.Ended(pipeline.Definition, interval, error);
            if (error is not null)
            {
                log.Failed(error);
                first ??= error;
            }
        }

        return first;
    }

    private PipelineRunner Runner(ProgramSettings settings, RunLedger? ledger) =>
        new(program, settings, ledger, log, environment) { Reloads = options.Reload, IsBounded = options.Bounded };

    private async Task<FlowError?> GoOnAsync(
        ImmutableArray<BatchPipeline> all, PipelineRunner runner, RunNotices notices, CancellationToken stop) =>
        (await Task.WhenAll(all.Where(p => p.GoesOn).Select(p => GoOnAsync(p, runner, notices, stop)))).FirstOrDefault(e => e is not null);

    // Streams run beside each other, behind what ends by itself; one that fails does not end the others.
    private async Task<FlowError?> GoOnAsync(BatchPipeline pipeline, PipelineRunner runner, RunNotices notices, CancellationToken stop)
    {
        log.Separate();
        notices.Begin(pipeline.Definition);
        FlowError? error = await runner.RunAsync(pipeline, interval: null, options.DryRun, audit: null, stop);
        notices.Ended(pipeline.Definition, interval: null, error);
        if (error is not null)
        {
            log.Failed(error);
        }

        return error;
    }

    // The interval asked for behind those that it looks back at; a run without one has a null.
    private ImmutableArray<RunInterval?> Intervals(BatchPipeline pipeline)
    {
        PipelineDefinition definition = pipeline.Definition;
        if (definition.Partition is not { } partition)
        {
            return [null];
        }

        string unit = partition.Unit.ToString().ToLowerInvariant();
        return options.Interval is { } text
            ? [.. partition.RunsOf(IntervalChoice.Parse(definition, partition, text))]
            : throw new FlowException(RunErrors.Usage(
                "RT1004", $"pipeline `{definition.Name}` runs by the {unit} and needs an interval", IntervalChoice.Form(partition)));
    }
}
