using System.Diagnostics;

namespace FlowLang.Runtime;

/// <summary>Runs one pipeline for one interval: attempts, timeout, ledger and report.</summary>
internal sealed class PipelineRunner(
    FlowProgram program, ProgramSettings settings, RunLedger? ledger, HostLog log, HostEnvironment environment)
{
    /// <summary>Loads also what did not change since it was loaded.</summary>
    public bool Reloads { get; init; }

    /// <summary>Streams end at the end that their input has when they start.</summary>
    public bool IsBounded { get; init; }

    /// <summary>What it is a try of, where the program is served.</summary>
    public AttemptRequest? Served { get; init; }

    /// <summary>The rows of the last attempt.</summary>
    public RunTotals Totals { get; private set; } = AttemptResult.NoRows;

    /// <summary>
    /// Whether an earlier try of a served run is done already, for this interval: its process died before it could say so, and its target
    /// was asked.
    /// </summary>
    public async Task<bool> IsSettledAsync(BatchPipeline pipeline, RunInterval? interval, CancellationToken cancel)
    {
        if (ledger is null || Served is not { } served || pipeline.GoesOn)
        {
            return false;
        }

        try
        {
            await SettingsResolver.RefreshAsync(settings, cancel);
            await CrashedRuns.SettleAsync(pipeline, ledger, log, cancel);
        }
        catch (FlowException)
        {
            return false; // the attempt asks again, and says what is wrong
        }

        if (ledger.DoneOf(served.Job, interval) is not { } totals)
        {
            return false;
        }

        Totals = totals;
        return true;
    }

    /// <summary>One attempt; the outcome as that of <see cref="RunAsync"/>.</summary>
    public Task<FlowError?> AttemptAsync(BatchPipeline pipeline, RunInterval? interval, int attempt, CancellationToken stop) =>
        AttemptAsync(pipeline, interval, attempt, dryRun: false, audit: null, stop);

    /// <summary>
    /// Null when it is done, else the error it failed with. Cancellation comes out as <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task<FlowError?> RunAsync(
        BatchPipeline pipeline, RunInterval? interval, bool dryRun, EndpointAudit? audit, CancellationToken stop)
    {
        RetryPolicy? retry = pipeline.Definition.Retry;
        for (int attempt = 1; ; attempt++)
        {
            FlowError? error = await AttemptAsync(pipeline, interval, attempt, dryRun, audit, stop);
            if (error is null || dryRun || !error.Transient || retry is null || attempt > retry.Retries)
            {
                return error;
            }

            TimeSpan wait = retry.DelayBefore(attempt);
            string again = $"trying again in {ReportText.Duration(wait)} ({attempt} of {retry.Retries})";
            log.Warning($"{pipeline.Definition.Name}: {error.Message}; {again}");
            await Task.Delay(wait, settings.Time, stop);
        }
    }

    private async Task<FlowError?> AttemptAsync(
        BatchPipeline pipeline, RunInterval? interval, int attempt, bool dryRun, EndpointAudit? audit, CancellationToken stop)
    {
        long started = settings.Time.GetTimestamp();
        string id = BatchRun.NewId(settings.Time);
        RunLedger? record = dryRun ? null : ledger;
        await using var run = new BatchRun
        {
            Id = id,
            Pipeline = pipeline.Definition,
            ProgramName = program.Name,
            SourceHash = program.SourceHash,
            Settings = settings,
            StartedAt = settings.Time.GetUtcNow(),
            Interval = interval,
            Attempt = attempt,
            DryRun = dryRun,
            IsBounded = IsBounded,
            Audit = audit,
            Cursors = record?.CursorsOf(pipeline.Definition.Name, id),
            Loaded = Reloads ? null : ledger?.LastLoaded(pipeline.Definition.Name, interval, program.SourceHash, settings),
            Log = log,
            Fence = Served?.Fence,
        };
        using Activity? span = pipeline.GoesOn || dryRun ? null : RunSpans.Begin(run);
        run.Span = span;
        log.Enter(run);
        record?.Start(run, Served?.Job);
        using var timeout = new CancellationTokenSource(pipeline.Definition.Timeout ?? Timeout.InfiniteTimeSpan, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        Task<FlowError?> Execute() => ExecuteAsync(pipeline, run, record, () => !stop.IsCancellationRequested, either.Token);
        FlowError? error = audit is null ? await log.LiveAsync(Execute) : await Execute();
        Totals = run.Report.Totals;
        RunSpans.End(span, Totals, error);
        if (error is null && stop.IsCancellationRequested && !run.Committed)
        {
            record?.Finish(run, RunState.Cancelled, settings.Time.GetUtcNow(), null, Served?.Job);
            throw new OperationCanceledException(stop);
        }

        record?.Finish(run, error is null ? RunState.Done : RunState.Failed, settings.Time.GetUtcNow(), error, Served?.Job);
        if (error is null && audit is null)
        {
            ReissuedFiles.Warn(run);
            log.Finished(run, settings.Time.GetElapsedTime(started));
        }

        return error;
    }

    // Null for a run that ended well or was stopped from outside.
    private async Task<FlowError?> ExecuteAsync(
        BatchPipeline pipeline, BatchRun run, RunLedger? record, Func<bool> isTimeout, CancellationToken cancel)
    {
        try
        {
            if (record is not null)
            {
                await SettingsResolver.RefreshAsync(settings, cancel);
                await CrashedRuns.SettleAsync(pipeline, record, log, cancel);
            }

            await pipeline.RunAsync(run, cancel);
            return run.Committed
                ? null
                : RunErrors.Unexpected(new InvalidOperationException("the pipeline ended without a commit"), pipeline.Definition);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return isTimeout() ? RunErrors.TimedOut(pipeline.Definition) : null;
        }
        catch (FlowException e)
        {
            Debug(e);
            return e.Error.File is null ? e.Error with { File = pipeline.Definition.File, Line = pipeline.Definition.Line } : e.Error;
        }
        catch (Exception e)
        {
            Debug(e);
            return RunErrors.Unexpected(e, pipeline.Definition);
        }
    }

    private void Debug(Exception e)
    {
        if (environment.Variable("FLOW_DEBUG") is "1")
        {
            environment.Error.WriteLine(e.ToString());
        }
    }
}
