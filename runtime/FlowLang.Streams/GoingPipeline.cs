using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// A pipeline that goes on. To the host it is one long run: it ends when it is told to drain, or at the end of its input where that is
/// bounded. After a failure that may pass it lives again.
/// </summary>
public abstract class GoingPipeline : BatchPipeline
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public override bool GoesOn => true;

    protected abstract IStreamLife CreateLife(StreamRun run);

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        StreamRun stream = Of(run);
        if (run.DryRun)
        {
            await LookAsync(stream, run.Audit ?? ToLog(run), cancel);
            await run.CommitAsync(cancel);
            return;
        }

        long started = run.Settings.Time.GetTimestamp();
        for (int failures = 0; ; failures++)
        {
            await using IStreamLife life = CreateLife(stream);
            try
            {
                await life.RunAsync(cancel);
                life.Report(run.Report, run.Settings.Time.GetElapsedTime(started));
                await run.CommitAsync(CancellationToken.None);
                return;
            }
            catch (FlowException e) when (e.Error.Transient && Attempt(life, failures) <= MostAttempts && !cancel.IsCancellationRequested)
            {
                failures = Attempt(life, failures) - 1;
                TimeSpan wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, failures)));
                run.Log.Warning($"{run.Pipeline.Name}: {e.Error.Message}; goes on from the last commit in {wait.TotalSeconds:F0} s");
                await Task.Delay(wait, run.Settings.Time, cancel);
            }
        }
    }

    // Nothing is opened, so nothing is made at a server.
    private async Task LookAsync(StreamRun stream, EndpointAudit audit, CancellationToken cancel)
    {
        await using IStreamLife life = CreateLife(stream);
        await life.LookAsync(audit, cancel);
        audit.ThrowIfFailed();
    }

    // As of other pipelines a dry run ends at the first thing that is wrong.
    private static EndpointAudit ToLog(BatchRun run) => new(
        (endpoint, found) => run.Log.Info($"{run.Pipeline.Name}: {endpoint}: {found}"), (_, error) => throw new FlowException(error));

    private static StreamRun Of(BatchRun run) => new()
    {
        Id = run.Id,
        Pipeline = run.Pipeline,
        ProgramName = run.ProgramName,
        SourceHash = run.SourceHash,
        Settings = run.Settings,
        StartedAt = run.StartedAt,
        IsBounded = run.IsBounded,
        Log = run.Log,
    };

    // A life that committed something was no failed attempt.
    private static int Attempt(IStreamLife life, int failures) => life.Committed > 0 ? 1 : failures + 1;
}
