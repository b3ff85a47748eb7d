using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// A pipeline of streams. To the host it is one long run: it ends when it is told to drain, or at the end of its input where that is bounded.
/// The generated subclass says what it is made of.
/// </summary>
public abstract class StreamPipeline : BatchPipeline
{
    private const int MostAttempts = 10;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public override bool GoesOn => true;

    /// <summary>Makes sources, store, lanes and operators for one life.</summary>
    protected abstract StreamTopology CreateTopology(StreamRun run);

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.DryRun)
        {
            run.Log.Info($"{run.Pipeline.Name}: a stream is not opened by a dry run; `doctor` reaches its servers");
            await run.CommitAsync(cancel);
            return;
        }

        StreamRun stream = new()
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
        long started = run.Settings.Time.GetTimestamp();
        for (int failures = 0; ; failures++)
        {
            await using StreamEngine engine = new(CreateTopology(stream), stream);
            try
            {
                await engine.RunAsync(cancel);
                engine.Report(run.Report, run.Settings.Time.GetElapsedTime(started));
                await run.CommitAsync(CancellationToken.None);
                return;
            }
            catch (FlowException e) when (e.Error.Transient && Attempt(engine, failures) <= MostAttempts && !cancel.IsCancellationRequested)
            {
                failures = Attempt(engine, failures) - 1;
                TimeSpan wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, failures)));
                run.Log.Warning($"{run.Pipeline.Name}: {e.Error.Message}; goes on from the last commit in {wait.TotalSeconds:F0} s");
                await Task.Delay(wait, run.Settings.Time, cancel);
            }
        }
    }

    // A life that committed something was no failed attempt.
    private static int Attempt(StreamEngine engine, int failures) => engine.Committed > 0 ? 1 : failures + 1;
}
