namespace FlowLang.Runtime;

public sealed partial class ServeContext
{
    // Beside runs, which have their own: little memory, one thread.
    private const long PreviewMemory = 256L << 20;

    /// <summary>
    /// The first rows of a stage or write of a pipeline. Throws RT1008, RT7024, RT7025 and what reading the sources meets; nothing is
    /// written, in the ledger neither.
    /// </summary>
    public async Task<RowTable> PreviewAsync(string name, RunInterval? interval, string relation, CancellationToken cancel)
    {
        ProgramSettings settings = Settings with { EngineMemory = PreviewMemory, EngineThreads = 1 };
        if (Program.CreatePipeline(name, settings) is not BatchPipeline pipeline)
        {
            throw new FlowException(RunErrors.NoPipeline(name, Program));
        }

        if (pipeline.GoesOn)
        {
            throw new FlowException(PreviewErrors.Impossible(pipeline.Definition, "it is a stream, whose rows are there when they come"));
        }

        var preview = new RowPreview(relation);
        using var patience = new CancellationTokenSource(RowPreview.Patience, Settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            await SettingsResolver.RefreshAsync(Settings, either.Token);
            await using BatchRun run = Previewing(pipeline.Definition, settings, interval, preview);
            await pipeline.RunAsync(run, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new FlowException(PreviewErrors.TooLong(pipeline.Definition, relation));
        }

        return preview.Table ?? throw new FlowException(PreviewErrors.NoRelation(pipeline.Definition, relation));
    }

    private BatchRun Previewing(PipelineDefinition pipeline, ProgramSettings settings, RunInterval? interval, RowPreview preview) => new()
    {
        Id = BatchRun.NewId(Settings.Time),
        Pipeline = pipeline,
        ProgramName = Program.Name,
        SourceHash = Program.SourceHash,
        Settings = settings,
        StartedAt = Settings.Time.GetUtcNow(),
        Interval = interval,
        DryRun = true,
        Preview = preview,
    };
}
