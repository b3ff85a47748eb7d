using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// <c>backfill</c>: a pipeline for each interval of a range, each run with its own transaction and its own entry in the ledger, so that a
/// backfill which was broken off goes on where it was.
/// </summary>
internal sealed class BackfillCommand(FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log)
{
    private const int Interrupted = 130;

    public async Task<int> ExecuteAsync(CancellationToken stop)
    {
        ProgramSettings settings = await SettingsResolver.ResolveAsync(program, options, environment, stop);
        BatchPipeline pipeline = PipelineOrder.Choose(program.CreatePipelines(settings), options.Pipelines)[0];
        PipelineDefinition definition = pipeline.Definition;
        ImmutableArray<RunInterval> range = IntervalRange.Parse(
            definition, options.From ?? "", options.To ?? "", settings.Time.GetUtcNow());
        using RunLedger ledger = LedgerPlace.Open(program, options, settings, environment);
        if (!options.DryRun)
        {
            await CrashedRuns.SettleAsync(pipeline, ledger, log, stop);
        }

        IReadOnlyDictionary<DateTimeOffset, LoadedInterval> loaded = ledger.Loaded(definition.Name);
        bool IsDone(RunInterval interval) => !options.Force && loaded.GetValueOrDefault(interval.Start)?.SourceHash == program.SourceHash;
        ImmutableArray<RunInterval> open = [.. range.Where(interval => !IsDone(interval))];
        int parallel = Parallel(definition);
        string already = range.Length > open.Length ? $"; {range.Length - open.Length} of them are loaded already" : "";
        log.Result($"backfill {definition.Name}: {Count(range.Length)} from {range[0]} to {range[^1]}{already}; {parallel} at a time");
        if (options.DryRun)
        {
            log.Table(BackfillReport.Preview(definition, range, loaded, IsDone));
            return 0;
        }

        var backfill = new Backfill(definition.Name, open.Length, parallel, options.StopOnFailure, log);
        Task<FlowError?> Run(RunInterval interval, CancellationToken cancel) => RunAsync(settings, ledger, interval, cancel);
        bool ended = await log.LiveAsync(() => backfill.RunAsync(open, Run, stop));
        log.Result(BackfillReport.Summary(definition, backfill, range.Length - open.Length));
        return !ended ? Interrupted : backfill.Failures is [(_, var first), ..] ? (int)first.Kind : 0;
    }

    // With connections of its own: runs go at once.
    private Task<FlowError?> RunAsync(ProgramSettings settings, RunLedger ledger, RunInterval interval, CancellationToken stop)
    {
        BatchPipeline pipeline = PipelineOrder.Choose(program.CreatePipelines(settings), options.Pipelines)[0];
        var runner = new PipelineRunner(program, settings, ledger, log, environment);
        return runner.RunAsync(pipeline, interval, dryRun: false, audit: null, stop);
    }

    private int Parallel(PipelineDefinition definition)
    {
        int asked = options.Parallel;
        if (asked > 1 && definition.InOrder is { } why)
        {
            log.Warning($"one interval at a time instead of {asked}: {why}");
            return 1;
        }

        if (definition.Concurrency is { } most && asked > most)
        {
            log.Warning($"{most} at a time instead of {asked}: the pipeline says `concurrency: {most}`");
            return most;
        }

        return asked;
    }

    private static string Count(int intervals) => intervals == 1 ? "1 interval" : $"{intervals} intervals";
}
