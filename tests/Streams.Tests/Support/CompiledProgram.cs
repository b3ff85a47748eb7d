using System.Collections.Immutable;
using System.Reflection;
using FlowLang.Emit;
using FlowLang.Emit.Engines;
using FlowLang.Planning;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Runtime;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Streams;
using FlowLang.Streams.Tests.Support;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Tests.Streams.Support;

/// <summary>
/// A program with streams, compiled into this process. A test gives its pipelines sources, a store and side outputs of its own in place of
/// the servers that the program names.
/// </summary>
internal sealed class CompiledProgram
{
    private readonly Assembly _assembly;

    private CompiledProgram(Assembly assembly) => _assembly = assembly;

    public static CompiledProgram Of(string text)
    {
        BoundProgram bound = FlowLang.Semantics.Binding.Binder.Bind([Parser.Parse(new SourceText("main.flow", text))], SchemaCatalog.Empty);
        AssertNone(bound.Diagnostics);
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
        AssertNone(EngineSupport.Check(plan));
        EmittedFiles files = Emitter.Emit(plan, new EmitOptions("tested", new string('0', 64), "0.0.0"));
        string[] code =
        [
            .. files.Code.Where(file => file.Key == "Connections.g.cs").Select(file => file.Value),
            .. files.Streams.Select(stream => stream.CSharp),

            // Every pipeline names the embedded engine's; no stream uses it.
            "namespace FlowLang.Connectors.DuckDb { }",
        ];
        return new CompiledProgram(GeneratedCode.CompileFiles(code));
    }

    /// <summary>One life of a pipeline; of a repartitioned one what stands behind the topic.</summary>
    public StreamTopology Topology(string pipeline, StreamRun run)
    {
        object instance = Instance(pipeline, run);
        MethodInfo create = instance.GetType().GetMethod("CreateTopology", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException(pipeline);
        return create.Invoke(instance, [run]) as StreamTopology ?? throw new InvalidOperationException(pipeline);
    }

    /// <summary>Of a repartitioned pipeline what stands before the topic.</summary>
    public ImmutableArray<RepartitionFeed> Feeds(string pipeline, StreamRun run)
    {
        object instance = Instance(pipeline, run);
        return instance.GetType().GetProperty("Feeds", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(instance)
            is ImmutableArray<RepartitionFeed> feeds ? feeds : throw new InvalidOperationException(pipeline);
    }

    private object Instance(string pipeline, StreamRun run)
    {
        Type connections = _assembly.GetTypes().Single(type => type.Name == "Connections");
        Type type = _assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(GoingPipeline))
            && type.Name == $"{char.ToUpperInvariant(pipeline[0])}{pipeline[1..]}Pipeline");
        return Activator.CreateInstance(type, Activator.CreateInstance(connections, run.Settings))
            ?? throw new InvalidOperationException(pipeline);
    }

    private static void AssertNone(ImmutableArray<Diagnostic> diagnostics) =>
        Assert.Empty(diagnostics.Where(d => d.IsError).Select(d => $"{d.Span}: {d.Code} {d.Message}"));
}
