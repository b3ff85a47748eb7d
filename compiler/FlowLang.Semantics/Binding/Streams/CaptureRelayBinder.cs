using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>
/// `write pg.cdc("t") { … } to bus.topic("t") { envelope: debezium }`: changes of tables into topics, by a pipeline of their own.
/// </summary>
internal static class CaptureRelayBinder
{
    /// <summary>Whether a write reads changes of a table without a `stream`.</summary>
    public static bool IsRelay(WriteSyntax write) =>
        write.Relation is EndpointRelationSyntax { Endpoint: CallExpressionSyntax { Function.Text: "cdc" } };

    /// <summary>None where there is none, or after a mistake.</summary>
    public static ImmutableArray<BoundRelay> Bind(PipelineSyntax pipeline, BindingContext context)
    {
        WriteSyntax[] relays = [.. pipeline.Writes.Where(IsRelay)];
        if (relays.Length > 0 && pipeline.Writes.FirstOrDefault(write => !IsRelay(write)) is { } other)
        {
            context.Report(StreamDiagnostics.RelayAlone(other.Relation.Span, relays[0].Relation.Span));
        }

        ImmutableArray<BoundRelay> bound = [.. relays.Select(write => Bind(write, pipeline.Name.Text, context)).OfType<BoundRelay>()];
        foreach (BoundRelay relay in bound.Skip(1))
        {
            string? slot = bound[0].Source.Text("slot");
            if (slot is not null && (slot, bound[0].Source.Connection) != (relay.Source.Text("slot"), relay.Source.Connection))
            {
                context.Report(StreamDiagnostics.RelayAlone(relay.Source.Span, bound[0].Source.Span, slot));
            }
        }

        return bound;
    }

    private static BoundRelay? Bind(WriteSyntax write, string pipeline, BindingContext context)
    {
        if (write.Relation is not EndpointRelationSyntax read)
        {
            return null;
        }

        BoundEndpoint? source = EndpointBinder.Bind(read.Endpoint, read.Properties, isSource: true, context);
        BoundEndpoint? sink = EndpointBinder.Bind(write.Target, write.Properties, isSource: false, context);
        if (source is null || sink is null)
        {
            return null;
        }

        SlotCheck.Take(source, pipeline, context);
        CheckSink(sink, source, context);
        return new BoundRelay(source, sink, write.Span)
        {
            Locked = context.Session.Catalog.Sources.GetValueOrDefault(BoundRelay.LockName(source)),
        };
    }

    private static void CheckSink(BoundEndpoint sink, BoundEndpoint source, BindingContext context)
    {
        if (sink.Descriptor.Name != "topic")
        {
            context.Report(StreamDiagnostics.RelayToTopic(sink.Span, $"{sink.Connector.Name} {sink.Descriptor.Name}"));
            return;
        }

        if (sink.Choice("envelope") != "debezium" || sink.Choice("format") is not (null or "json"))
        {
            context.Report(StreamDiagnostics.RelayEnvelope(sink.Span));
        }

        BoundOption? delivery = sink.Options.FirstOrDefault(option => option.Name == "delivery");
        if (delivery is { Value: ChoiceOption { Value: not "at_least_once" } asked } at)
        {
            TextSpan blamed = source.Span;
            context.Report(StreamDiagnostics.DeliveryTooHigh(
                at.Span, asked.Value, "at_least_once", "PostgreSQL's log and Kafka have no transaction in common", blamed));
        }
    }
}
