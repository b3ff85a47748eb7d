namespace FlowLang.Runtime;

/// <summary><c>doctor</c>: looks at everything a run would need and says what is missing, without writing anything.</summary>
internal sealed class DoctorCommand(FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log)
{
    private FlowError? _first;

    public async Task<int> ExecuteAsync(CancellationToken stop)
    {
        foreach (SecretDeclaration secret in program.Secrets)
        {
            string where = secret.Origin == SecretOrigin.Environment
                ? $"environment variable {secret.Location}"
                : $"file {secret.Location}";
            await TryAsync($"secret {secret.Name}", () => Task.FromResult(
                SettingsResolver.Find(secret, environment, needed: true) is null ? "" : $"found in {where}"));
        }

        ProgramSettings settings = SettingsResolver.Resolve(program, options, environment, needSecrets: false);
        await TryAsync("ledger", () =>
        {
            using RunLedger ledger = LedgerPlace.Open(program, options, settings, environment);
            return Task.FromResult("can be written");
        });
        if (_first is not null)
        {
            return (int)_first.Kind;
        }

        foreach (HealthProbe probe in program.CreateProbes(settings))
        {
            await TryAsync(probe.Name, () => probe.CheckAsync(stop));
        }

        var runner = new PipelineRunner(program, settings, null, log, environment);
        foreach (BatchPipeline pipeline in PipelineOrder.Choose(program.CreatePipelines(settings), options.Pipelines))
        {
            await TryAsync($"pipeline {pipeline.Definition.Name}", () => PipelineAsync(runner, pipeline, stop));
        }

        return _first is null ? 0 : (int)_first.Kind;
    }

    private async Task<string> PipelineAsync(PipelineRunner runner, BatchPipeline pipeline, CancellationToken stop)
    {
        PartitionDefinition? partition = pipeline.Definition.Partition;
        RunInterval? interval = partition is null ? null
            : options.Interval is { } text ? IntervalText.Parse(partition, text)
            : RunInterval.Of(partition.Unit, partition.Start);
        FlowError? error = await runner.RunAsync(pipeline, interval, dryRun: true, stop);
        return error is null ? "sources and sinks are as compiled for" : throw new FlowException(error);
    }

    private async Task TryAsync(string what, Func<Task<string>> check)
    {
        try
        {
            log.Result($"ok    {what}: {await check()}");
        }
        catch (FlowException e)
        {
            _first ??= e.Error;
            log.Result($"FAIL  {what}");
            log.Failed(e.Error);
        }
    }
}
