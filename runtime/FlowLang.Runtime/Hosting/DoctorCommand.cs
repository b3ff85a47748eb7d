using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// <c>doctor</c>: looks at everything a run would need and says what is missing and what to do, without writing any data. It goes on behind
/// what is missing; the first of it decides the exit code.
/// </summary>
internal sealed class DoctorCommand(FlowProgram program, HostOptions options, HostEnvironment environment, HostLog log)
{
    private readonly List<FlowError> _missing = [];

    public async Task<int> ExecuteAsync(CancellationToken stop)
    {
        ProgramSettings settings = SettingsResolver.Resolve(program, options, environment, needSecrets: false);
        ImmutableArray<BatchPipeline> pipelines = PipelineOrder.Choose(program.CreatePipelines(settings), options.Pipelines);
        foreach (SecretDeclaration secret in program.Secrets)
        {
            await TryAsync($"secret {secret.Name}", () => FoundAsync(secret, settings, stop));
        }

        await TryAsync("ledger", () =>
        {
            using RunLedger ledger = LedgerPlace.Open(program, options, settings, environment);
            ledger.RequireWritable();
            return Task.FromResult($"{ledger.Database.Place} can be written");
        });
        foreach (HealthProbe probe in program.CreateProbes(settings))
        {
            await TryAsync(probe.Name, () => probe.CheckAsync(stop));
        }

        var runner = new PipelineRunner(program, settings, null, log, environment);
        foreach (BatchPipeline pipeline in pipelines)
        {
            await PipelineAsync(runner, pipeline, stop);
        }

        log.Result(_missing.Count == 0
            ? "everything that a run needs is there"
            : $"{_missing.Count} of the things that a run needs {(_missing.Count == 1 ? "is" : "are")} missing");
        return _missing is [var first, ..] ? (int)first.Kind : 0;
    }

    private async Task<string> FoundAsync(SecretDeclaration secret, ProgramSettings settings, CancellationToken stop)
    {
        if (secret.Origin == SecretOrigin.Store)
        {
            await settings.Secret(secret.Name).RevealAsync(stop);
            return $"found in {program.SecretStore?.Name} as {secret.Location}";
        }

        SettingsResolver.Find(secret, environment, needed: true);
        return secret.Origin == SecretOrigin.Environment
            ? $"found in the environment variable {secret.Location}"
            : $"found in the file {secret.Location}";
    }

    /// <summary>
    /// Each source and sink for one interval, then the queries between them; of a stream each end, and what is stored of it. Nothing is
    /// written.
    /// </summary>
    private async Task PipelineAsync(PipelineRunner runner, BatchPipeline pipeline, CancellationToken stop)
    {
        PipelineDefinition definition = pipeline.Definition;
        var audit = new EndpointAudit(
            (endpoint, found) => log.Result($"ok    {definition.Name}: {endpoint}: {found}"),
            (endpoint, error) => Fail($"{definition.Name}: {endpoint}", error));
        FlowError? error = await runner.RunAsync(pipeline, Interval(definition), dryRun: true, audit, stop);
        if (error is null)
        {
            log.Result($"ok    {definition.Name}: {(pipeline.GoesOn ? "it can start" : "the engine takes its queries")}");
        }
        else if (audit.First is null)
        {
            Fail(definition.Name, error);
        }
    }

    // Without `--interval` the first one stands for all.
    private RunInterval? Interval(PipelineDefinition definition) =>
        definition.Partition is not { } partition ? null
        : options.Interval is { } text ? IntervalChoice.Parse(definition, partition, text)
        : RunInterval.Of(partition.Unit, partition.Start);

    private async Task TryAsync(string what, Func<Task<string>> check)
    {
        try
        {
            log.Result($"ok    {what}: {await check()}");
        }
        catch (FlowException e)
        {
            Fail(what, e.Error);
        }
    }

    // One cause (a server that is down) is told once, and named by each thing that it stands in the way of.
    private void Fail(string what, FlowError error)
    {
        bool isTold = _missing.Any(m => m.Code == error.Code && m.Message == error.Message);
        _missing.Add(error);
        log.Result(isTold ? $"FAIL  {what}: {error.Code}, as above" : $"FAIL  {what}");
        if (!isTold)
        {
            log.Failed(error);
        }
    }
}
