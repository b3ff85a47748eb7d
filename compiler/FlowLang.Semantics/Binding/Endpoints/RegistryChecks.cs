using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>The schema registry of a `kafka` connection: an address, who asks there, and who needs one.</summary>
internal static class RegistryChecks
{
    public static void Connection(ImmutableArray<BoundOption> options, BindingContext context)
    {
        BoundOption? address = options.FirstOrDefault(o => o.Name == KafkaConnector.Registry);
        if (address is { Value: TextOption { Value: var url } } && HttpChecks.WrongIn(url) is { } why)
        {
            context.Report(RegistryDiagnostics.Address(address.Span, why));
        }

        BoundOption? user = options.FirstOrDefault(o => o.Name == KafkaConnector.Registry + "_user");
        BoundOption? password = options.FirstOrDefault(o => o.Name == KafkaConnector.Registry + "_password");
        if ((user ?? password) is { } given && (address is null || user is null || password is null))
        {
            context.Report(StreamDiagnostics.OptionsTogether(
                given.Span, given.Name, "goes with `schema_registry`, and user and password with each other"));
        }
    }

    public static void Stream(BoundEndpoint stream, BindingContext context)
    {
        if (stream.Choice("format") == "avro"
            && stream.Options.FirstOrDefault(o => o.Name == "decimals") is { } decimals)
        {
            context.Report(StreamDiagnostics.OptionsTogether(
                decimals.Span, "decimals", "is not for Avro: schemas say how decimals are written"));
        }

        Topic(stream, context);
    }

    /// <summary>A topic that is read or written.</summary>
    public static void Topic(BoundEndpoint? topic, BindingContext context)
    {
        if (topic?.Choice("format") == "avro" && topic.Connection is { Connector: KafkaConnector } connection
            && connection.Options.All(o => o.Name != KafkaConnector.Registry))
        {
            TextSpan at = topic.Options.First(o => o.Name == "format").Span;
            context.Report(RegistryDiagnostics.Missing(at, connection.Name));
        }
    }
}
