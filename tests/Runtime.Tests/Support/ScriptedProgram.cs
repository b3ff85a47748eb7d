using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests;

/// <summary>A program as the compiler would generate it, whose pipelines are delegates.</summary>
internal sealed class ScriptedProgram : FlowProgram
{
    private readonly List<Pipeline> _pipelines = [];

    public override string Name => "scripted";

    public override string SourceHash => Hash;

    public override string CompilerVersion => "0.1.0";

    public static string Manifest =>
        """{"pipelines":[{"name":"load","steps":[{"name":"trips","sql":"SELECT 1","lineage":{"n":["raw.n"]}}]}]}""";

    public override Stream OpenManifest() => new MemoryStream(Encoding.UTF8.GetBytes(Manifest));

    public override ImmutableArray<ProgramParameter> Parameters { get; } =
    [
        new("env", ColumnType.Text, "dev") { Allowed = ["dev", "prod"] }, new("limit", ColumnType.Int32, "10"),
    ];

    public override ImmutableArray<SecretDeclaration> Secrets => WithSecret ? [new("pw", SecretOrigin.Environment, "TEST_PW")] : [];

    public override ImmutableArray<ProgramEnvironment> Environments { get; } =
        [new("live", ImmutableDictionary<string, string>.Empty.Add("env", "prod"))];

    public bool WithSecret { get; init; }

    public string Hash { get; init; } = "abcdef0123456789";

    public List<string> Log { get; } = [];

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings) => [.. _pipelines];

    public ScriptedProgram Add(PipelineDefinition definition, Func<BatchRun, CancellationToken, Task>? body = null)
    {
        _pipelines.Add(new Scripted(definition, body ?? (async (run, cancel) =>
        {
            Log.Add($"{definition.Name}@{run.Interval} {run.Settings.Parameter("env")}");
            await run.CommitAsync(cancel);
        })));
        return this;
    }

    private sealed class Scripted(PipelineDefinition definition, Func<BatchRun, CancellationToken, Task> body) : BatchPipeline
    {
        public override PipelineDefinition Definition => definition;

        protected override Task ExecuteAsync(BatchRun run, CancellationToken cancel) => body(run, cancel);
    }
}
