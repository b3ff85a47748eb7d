using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>A place of a connection, `pg.table("t") { … }`, `console`, or a named sink.</summary>
internal static class EndpointBinder
{
    /// <summary>Null after a mistake.</summary>
    /// <param name="inBatches">It is a `source`, which can be another thing than a `stream` of the same place.</param>
    public static BoundEndpoint? Bind(
        ExpressionSyntax syntax, ImmutableArray<PropertySyntax> properties, bool isSource, BindingContext context, bool inBatches = false)
    {
        switch (syntax)
        {
            case CallExpressionSyntax { Receiver: NameExpressionSyntax connection } call:
                return BindPlace(connection.Name, call, properties, isSource, context, inBatches);
            case NameExpressionSyntax { Name.Text: ConsoleConnector.Word } when !isSource && !context.TryFind(ConsoleConnector.Word, out _):
                EndpointDescriptor console = ConsoleConnector.Instance.Endpoints[0];
                return new BoundEndpoint(
                    null, ConsoleConnector.Instance, console,
                    OptionListBinder.Bind(properties, new OptionOwner("`console`", console.SinkOptions), syntax.Span, context),
                        syntax.Span);
            case NameExpressionSyntax { Name.Text: GeneratorConnector.Word } when isSource:
                EndpointDescriptor generator = GeneratorConnector.Instance.Endpoints[0];
                return new BoundEndpoint(
                    null, GeneratorConnector.Instance, generator,
                    OptionListBinder.Bind(properties, new OptionOwner("`generator`", generator.SourceOptions), syntax.Span, context),
                        syntax.Span);
            case NameExpressionSyntax { Name: { } name } when !isSource:
                return BindNamed(name, properties, context);
            default:
                context.Report(NameDiagnostics.NotAnEndpoint(syntax.Span));
                return null;
        }
    }

    private static BoundEndpoint? BindNamed(NameSyntax name, ImmutableArray<PropertySyntax> properties, BindingContext context)
    {
        SinkSymbol? sink = context.Resolve<SinkSymbol>(
            name, "sink", (at, names) => NameDiagnostics.NotOneOf(at.Span, "sink", at.Text, [.. names, ConsoleConnector.Word]));
        if (sink is null)
        {
            return null;
        }

        OptionOwner owner = new($"`{name.Text}`", sink.Endpoint.Descriptor.SinkOptions);
        return sink.Endpoint with
        {
            Options = OptionListBinder.Bind(properties, owner, name.Span, context, sink.Endpoint.Options),
            Span = name.Span,
        };
    }

    private static BoundEndpoint? BindPlace(
        NameSyntax name, CallExpressionSyntax call, ImmutableArray<PropertySyntax> properties, bool isSource, BindingContext context,
        bool inBatches)
    {
        ConnectionSymbol? connection = context.Resolve<ConnectionSymbol>(
            name, "connection", (at, names) => NameDiagnostics.UnknownConnection(at.Span, at.Text, names));
        if (connection is null || connection.Connector is UnknownConnector)
        {
            return null;
        }

        ConnectorDescriptor connector = connection.Connector;
        EndpointDescriptor? descriptor = connector.Endpoints.FirstOrDefault(
            endpoint => endpoint.Name == call.Function.Text || endpoint.Alias == call.Function.Text);
        if (descriptor is null)
        {
            context.Report(NameDiagnostics.UnknownEndpoint(
                call.Function.Span, connector.Name, call.Function.Text, [.. connector.Endpoints.Select(endpoint => endpoint.Name)]));
            return null;
        }

        string place = $"{connector.Name} {descriptor.Name}";
        if (isSource ? !descriptor.CanRead : !descriptor.CanWrite)
        {
            context.Report(isSource ? EngineDiagnostics.CantRead(call.Span, place) : EngineDiagnostics.CantWrite(call.Span, place));
            return null;
        }

        // Topics are read and written in batches by engines that reach them; which do is asked of each pipeline.
        bool isStream = isSource && !inBatches;
        descriptor = inBatches ? descriptor.InBatches ?? descriptor : descriptor;
        bool isReached = connector.IsAvailable || (connector is KafkaConnector && !isStream);
        if (!isReached || !descriptor.IsAvailable)
        {
            context.Report(EngineDiagnostics.NotAvailableYet(call.Span, $"`{place}`"));
        }

        OptionOwner owner = new($"`{descriptor.Name}`", isSource ? descriptor.SourceOptions : descriptor.SinkOptions);
        ImmutableArray<BoundOption> options = OptionListBinder.Bind(
            properties, owner, call.Span, context,
            ArgumentListBinder.Bind(call, new OptionOwner($"`{descriptor.Name}`", descriptor.Arguments), context));
        return new BoundEndpoint(connection, connector, descriptor, options, call.Span);
    }
}
