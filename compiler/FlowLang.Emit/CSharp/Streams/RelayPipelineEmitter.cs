using System.Collections.Immutable;
using FlowLang.Emit.Text;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>A pipeline that carries records as they are, as a file: where from and where to.</summary>
internal static class RelayPipelineEmitter
{
    public static string Emit(LogicalPipeline pipeline, ProgramNames names, EmitOptions options)
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
                code.Line($"new CaptureSource({CaptureEmitter.Arguments(Tables(pipeline), mayRepeat: true)});");
            }

            code.Line();
            code.Line("protected override ImmutableArray<IRecordOutput> CreateOutputs(StreamRun run) =>");
            code.Line("[");
            using (code.Indent("];"))
            {
                foreach (BoundEndpoint sink in pipeline.Bound.Relays.Select(relay => relay.Sink))
                {
                    code.Line($"{EndpointEmitter.ConnectionOf(sink)}.Records({EndpointEmitter.Argument(sink)}),");
                }
            }
        }

        return code.ToString();
    }

    private static ImmutableArray<(BoundEndpoint, ImmutableArray<RowField>)> Tables(LogicalPipeline pipeline) =>
        [.. pipeline.Bound.Relays.Select(relay => (relay.Source, relay.Locked?.Fields ?? []))];
}
