using FlowLang.Emit.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>A pipeline that carries records as they are, as a file: where from and where to.</summary>
internal static class RelayPipelineEmitter
{
    public static string Emit(LogicalPipeline pipeline, BoundRelay relay, ProgramNames names, EmitOptions options)
    {
        CodeWriter code = new();
        code.Line($"// Made by flowc {options.CompilerVersion} for {options.ProgramName}. The next build writes it again.");
        foreach (string name in StreamNamespaces.All.Concat(names.Namespaces).Distinct().Order(StringComparer.Ordinal))
        {
            code.Line($"using {name};");
        }

        code.Line();
        code.Line($"namespace {names.Space(pipeline)};");
        code.Line();
        code.Line($"/// <summary>Pipeline `{pipeline.Name}` of {pipeline.Bound.Span}.</summary>");
        code.Line($"internal sealed class {names.Pipeline(pipeline)}(Connections connections) : RelayPipeline");
        using (code.Block())
        {
            code.Line("public override PipelineDefinition Definition { get; } = "
                + $"new({Literals.Text(pipeline.Name)}, {Literals.Text(pipeline.Bound.Span.Source.Path)}, {pipeline.Bound.Span.Line});");
            code.Line();
            code.Line("protected override IRelaySource CreateSource(StreamRun run) =>");
            using (code.Indent())
            {
                code.Line($"{CaptureEmitter.Source(relay.Source, relay.Locked?.Fields ?? [], mayRepeat: true)};");
            }

            code.Line();
            code.Line("protected override IRecordOutput CreateOutput(StreamRun run) =>");
            using (code.Indent())
            {
                code.Line($"{EndpointEmitter.ConnectionOf(relay.Sink)}.Records({EndpointEmitter.Argument(relay.Sink)});");
            }
        }

        return code.ToString();
    }
}
