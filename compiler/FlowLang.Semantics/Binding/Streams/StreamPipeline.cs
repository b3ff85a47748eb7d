using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>A pipeline is of streams, and goes on, or of rows that end, and is run; never both.</summary>
internal static class StreamPipeline
{
    private static readonly string[] OfStreams = ["instances", "commit"];
    private static readonly string[] OfRuns = ["schedule", "after", "on", "partition", "catch_up", "timeout", "sla"];

    public static void Check(
        PipelineSyntax syntax, PipelineProperties properties, ImmutableArray<BoundWrite> writes, bool hasRelay,
        BindingContext context)
    {
        if (!hasRelay && !writes.Any(write => write.Stream is not null))
        {
            foreach (string property in OfStreams.Where(properties.Has))
            {
                context.Report(StreamDiagnostics.OnlyForStreams(properties.SpanOf(property), $"`{property}`"));
            }

            return;
        }

        foreach (BoundWrite batch in writes.Where(write => write.Stream is null && !hasRelay))
        {
            context.Report(StreamDiagnostics.StreamAndBatch(batch.Span, batch.Name));
        }

        foreach (string property in OfRuns.Where(properties.Has))
        {
            context.Report(StreamDiagnostics.NotForStreams(
                properties.SpanOf(property), $"`{property}`", "it is about runs, and a stream has one that never ends"));
        }

        if (syntax.Engine is { } engine)
        {
            context.Report(StreamDiagnostics.NotForStreams(engine.Span, $"`on {engine.Text}`", "streams run in the executable itself"));
        }
    }
}
