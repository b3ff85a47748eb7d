using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit;

/// <summary>A plan to files: the program's C#, its manifest and its systemd unit.</summary>
public static class Emitter
{
    public static EmittedFiles Emit(LogicalProgram program, EmitOptions options) =>
        Emit(program, [.. program.Pipelines.Select(p => BatchPlanner.Plan(program, p))], options);

    /// <summary>What each operation of a pipeline asks of its engine, in order.</summary>
    public static ImmutableArray<EmittedStep> Steps(BatchPlan plan) => Steps(plan, SqlDialects.Of(plan.Pipeline.Bound.Engine)
        ?? throw new UnreachableException($"{plan.Pipeline.Name} names no engine"));

    /// <summary>What each operation of a pipeline asks of an engine, in order.</summary>
    public static ImmutableArray<EmittedStep> Steps(BatchPlan plan, SqlDialect dialect) => PipelineSteps.Of(plan, dialect);

    /// <summary>A program of the given pipelines in place of its own.</summary>
    public static EmittedFiles Emit(LogicalProgram program, ImmutableArray<BatchPlan> plans, EmitOptions options)
    {
        ProgramNames names = new([.. plans.SelectMany(Connectors)]);
        string type = names.Program(options.ProgramName);
        var pipelines = ImmutableArray.CreateBuilder<EmittedPipeline>(plans.Length);
        foreach (BatchPlan plan in plans)
        {
            ImmutableArray<EmittedStep> steps = Steps(plan);
            string file = names.Pipeline(plan.Pipeline) + ".g.cs";
            pipelines.Add(
                new EmittedPipeline(plan.Pipeline.Name, plan, steps, file, new PipelineEmitter(plan, steps, names, options).Emit()));
        }

        string manifest = ManifestEmitter.Emit(program, pipelines.ToImmutable(), options);
        ProgramFiles files = new(program, plans, names, options);
        ImmutableArray<KeyValuePair<string, string>> code =
        [
            .. pipelines.Select(p => KeyValuePair.Create(p.FileName, p.CSharp))
                .Append(KeyValuePair.Create("Program.g.cs", files.Program(type)))
                .Append(KeyValuePair.Create("Connections.g.cs", files.Connections()))
                .Append(KeyValuePair.Create("Sources.g.cs", files.Sources()))
                .Append(KeyValuePair.Create("Manifest.g.cs", ProgramFiles.Manifest(manifest, options)))
                .OrderBy(f => f.Key, StringComparer.Ordinal),
        ];
        return new EmittedFiles(
            code,
            [
                KeyValuePair.Create(options.ProgramName + ".manifest.json", manifest),
                KeyValuePair.Create(options.ProgramName + ".service", files.Unit()),
            ],
            pipelines.ToImmutable());
    }

    // The connectors whose types the code names; a generator is the engine's own.
    private static IEnumerable<string> Connectors(BatchPlan plan) =>
        Endpoints(plan).Concat(plan.Pipeline.Bound.Engine is { } engine ? [engine.Connector.Name] : []);

    private static IEnumerable<string> Endpoints(BatchPlan plan) => plan.Operations.SelectMany(o => o switch
    {
        ReadSource read => [read.Source.Endpoint],
        WriteRelation { Write: var write } => new[] { write.Sink, write.Rejects },
        _ => Array.Empty<BoundEndpoint?>(),
    }).OfType<BoundEndpoint>().Select(e => e.Connector.Name);
}
