using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Queries;
using FlowLang.Emit.Terraform;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Deployment;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit;

/// <summary>A plan to files: the program's C#, its manifest and its systemd unit.</summary>
public static class Emitter
{
    public static EmittedFiles Emit(LogicalProgram program, EmitOptions options) =>
        Emit(
            program, [.. program.Pipelines.Where(p => !p.IsStream).Select(p => SourcePushDown.Apply(BatchPlanner.Plan(program, p)))],
            [.. program.Pipelines.Where(p => p.IsStream).Select(p => StreamPlanner.Plan(program, p))], options);

    /// <summary>What each operation of a pipeline asks of its engine, in order.</summary>
    public static ImmutableArray<EmittedStep> Steps(BatchPlan plan) => Steps(plan, DialectOf(plan));

    /// <summary>What each operation of a pipeline asks of an engine, in order.</summary>
    public static ImmutableArray<EmittedStep> Steps(BatchPlan plan, SqlDialect dialect) => PipelineSteps.Of(plan, dialect);

    /// <summary>The SQL of a program's own that an engine runs, to be described by it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="engine">The connection; null for the embedded engine.</param>
    public static ImmutableArray<EmittedSql> OwnSqls(LogicalProgram program, ConnectionSymbol? engine) => OwnSql.Describe(
        SqlEngines.All(program).Where(sql => sql.Engine?.Name == engine?.Name),
        SqlDialects.Of(engine) ?? throw new UnreachableException($"{engine?.Name} is no engine"));

    /// <summary>The file of the functions that a program has in C#, and the class and static property that list them.</summary>
    public static (string File, string Text, string Type, string Property) Functions(LogicalProgram program, EmitOptions options) =>
        (FunctionEmitter.FileName, FunctionEmitter.Emit(program.Bound.Functions, options), FunctionEmitter.ClassName, "All");

    /// <summary>The files of a pipeline of streams by itself, and its class in them: for tests, which give it its records.</summary>
    public static (ImmutableArray<KeyValuePair<string, string>> Files, string Type) Tested(
        LogicalProgram program, StreamPlan plan, EmitOptions options)
    {
        ProgramNames names = new([.. Connectors(plan)]) { HasFunctions = !program.Bound.Functions.IsEmpty };
        string type = names.Pipeline(plan.Pipeline);
        ProgramFiles files = new(program, [], [plan], names, options);
        return (
            [
                KeyValuePair.Create("Connections.g.cs", files.Connections()),
                KeyValuePair.Create(type + ".g.cs", Stream(program, plan, names, options).CSharp),
            ],
            $"{names.Space(plan.Pipeline)}.{type}");
    }

    /// <summary>A program of the given pipelines in place of its own.</summary>
    public static EmittedFiles Emit(LogicalProgram program, ImmutableArray<BatchPlan> plans, EmitOptions options) =>
        Emit(program, plans, [], options);

    private static EmittedFiles Emit(
        LogicalProgram program, ImmutableArray<BatchPlan> plans, ImmutableArray<StreamPlan> streams, EmitOptions options)
    {
        ProgramNames names = new([.. plans.SelectMany(Connectors), .. streams.SelectMany(Connectors), .. LedgerOf(program)])
        {
            HasFunctions = !program.Bound.Functions.IsEmpty,
        };
        string type = names.Program(options.ProgramName);
        var pipelines = ImmutableArray.CreateBuilder<EmittedPipeline>(plans.Length);
        string Pipeline(LogicalProgram of, BatchPlan plan, ImmutableArray<EmittedStep> steps) =>
            new PipelineEmitter(plan, steps, OwnSql.Of(plan, of, DialectOf(plan)), names, options).Emit();
        foreach (BatchPlan plan in plans)
        {
            ImmutableArray<EmittedStep> steps = Steps(plan);
            string file = names.Pipeline(plan.Pipeline) + ".g.cs";
            pipelines.Add(
                new EmittedPipeline(plan.Pipeline.Name, plan, steps, file, Pipeline(program, plan, steps)));
        }

        ImmutableArray<EmittedStream> emitted = [.. streams.Select(s => Stream(program, s, names, options))];
        string manifest = ManifestEmitter.Emit(program, pipelines.ToImmutable(), emitted, options);
        ProgramFiles files = new(program, plans, streams, names, options);
        ImmutableArray<KeyValuePair<string, string>> code =
        [
            .. pipelines.Select(p => KeyValuePair.Create(p.FileName, p.CSharp))
                .Concat(emitted.Select(s => KeyValuePair.Create(s.FileName, s.CSharp)))
                .Append(KeyValuePair.Create("Program.g.cs", files.Program(type)))
                .Append(KeyValuePair.Create("Connections.g.cs", files.Connections()))
                .Append(KeyValuePair.Create("Sources.g.cs", files.Sources()))
                .Concat(names.HasFunctions
                    ? [KeyValuePair.Create(FunctionEmitter.FileName, FunctionEmitter.Emit(program.Bound.Functions, options))]
                    : Array.Empty<KeyValuePair<string, string>>())
                .OrderBy(f => f.Key, StringComparer.Ordinal),
        ];
        return new EmittedFiles(
            code, manifest,
            [
                KeyValuePair.Create(options.ProgramName + ".manifest.json", manifest),
                KeyValuePair.Create(options.ProgramName + ".service", files.Unit()),
            ],
            pipelines.ToImmutable())
        { Streams = emitted, Deployments = Deployments(program, plans, streams, options) };
    }

    private static ImmutableArray<KeyValuePair<string, string>> Deployments(
        LogicalProgram program, ImmutableArray<BatchPlan> plans, ImmutableArray<StreamPlan> streams, EmitOptions options)
    {
        ImmutableArray<PipelineEndpoints> endpoints =
        [
            .. plans.Select(p => new PipelineEndpoints(
                p.Pipeline.Bound, false, [.. p.Operations.SelectMany(OperationEndpoints.Sources)],
                [.. p.Operations.SelectMany(OperationEndpoints.Targets)])),
            .. streams.Select(s => new PipelineEndpoints(
                s.Pipeline.Bound, true, [.. OperationEndpoints.Sources(s)], [.. OperationEndpoints.Targets(s)])),
        ];
        return
        [
            .. program.Bound.Deployments.Select(d => KeyValuePair.Create(
                d.Name, VariablesEmitter.Emit(InfrastructurePlanner.Plan(program, d, endpoints, options.ProgramName)))),
        ];
    }

    private static EmittedStream Stream(LogicalProgram program, StreamPlan plan, ProgramNames names, EmitOptions options)
    {
        string file = names.Pipeline(plan.Pipeline) + ".g.cs";
        if (!plan.Pipeline.Bound.Relays.IsEmpty)
        {
            string carrying = RelayPipelineEmitter.Emit(plan.Pipeline, names, options);
            return new EmittedStream(plan, file, carrying, []) { Program = options.ProgramName };
        }

        Dictionary<ReloadNode, string> readings = new(ReferenceEqualityComparer.Instance);
        foreach (ReloadNode table in ReloadPlanner.Of(plan))
        {
            BatchPlan reading = ReloadPlanner.Plan(program, plan.Pipeline, table);
            readings[table] = new PipelineEmitter(reading, Steps(reading), [], names, options).Reading();
        }

        StreamPipelineEmitter emitter = new(plan, names, options, readings);
        string code = emitter.Emit();
        return new EmittedStream(plan, file, code, emitter.States) { Program = options.ProgramName };
    }

    private static IEnumerable<BatchPlan> Readings(LogicalProgram program, StreamPlan plan) =>
        ReloadPlanner.Of(plan).Select(table => ReloadPlanner.Plan(program, plan.Pipeline, table));

    // The connectors whose types the code names; a generator is the engine's own.
    private static IEnumerable<string> Connectors(BatchPlan plan) => plan.Operations
        .SelectMany(o => OperationEndpoints.Sources(o).Concat(OperationEndpoints.Targets(o)))
        .Select(e => e.Connector.Name)
        .Concat(plan.Pipeline.Bound.Engine is { } engine ? [engine.Connector.Name] : []);

    private static IEnumerable<string> LedgerOf(LogicalProgram program) =>
        program.Bound.Ledger is { } ledger ? [ledger.Connector.Name] : [];

    private static IEnumerable<string> Connectors(StreamPlan plan) => OperationEndpoints.Of(plan).Select(e => e.Connector.Name);

    private static SqlDialect DialectOf(BatchPlan plan) => SqlDialects.Of(plan.Pipeline.Bound.Engine)
        ?? throw new UnreachableException($"{plan.Pipeline.Name} names no engine");
}
