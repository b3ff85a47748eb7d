using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Streams;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// `stream rides: changes&lt;Trip&gt; from … { … }`: typed and timed, so that its queries can be checked; a later version runs it.
/// </summary>
internal static class StreamBinder
{
    public static StreamSymbol? Bind(StreamSyntax syntax, BindingContext context)
    {
        BoundEndpoint? endpoint = EndpointBinder.Bind(syntax.Endpoint, syntax.Properties, isSource: true, context);
        if (syntax.Type is null || BindRow(syntax.Type, context) is not var (row, isChanges, rowKey))
        {
            return null;
        }

        if (endpoint is not null && endpoint.Descriptor.Name is not ("topic" or "cdc"))
        {
            context.Report(StreamDiagnostics.NotAStream(endpoint.Span, $"{endpoint.Connector.Name} {endpoint.Descriptor.Name}"));
        }

        endpoint ??= new BoundEndpoint(null, UnknownConnector.Instance, UnknownConnector.Endpoint, [], syntax.Endpoint.Span);
        StreamOptionsCheck.Check(endpoint, syntax.Type.Span, isChanges, context);
        return new StreamSymbol(
            syntax.Name.Text, endpoint, row, isChanges, StreamTimeBinder.Bind(endpoint, row, context),
            StreamTimeBinder.BindKey(endpoint, row, context), syntax.Name.Span)
        {
            RowKey = rowKey,
        };
    }

    private static (RowType Row, bool IsChanges, ImmutableArray<string> RowKey)? BindRow(TypeSyntax syntax, BindingContext context)
    {
        TypeRef type = TypeBinder.Bind(syntax, context);
        switch (type.Type)
        {
            case AppendType append:
                return (append.Row, false, []);
            case ChangesType changes:
                return (ChangeOperations.RowOf(changes.Row), true, changes.Row.Key);
            case ErrorType:
                return null;
            default:
                context.Report(TypeDiagnostics.TypeMismatch(
                    syntax.Span, "append<T> or changes<T>", type.ToString(),
                        "a stream says how it grows: `append<T>` or `changes<T>`"));
                return null;
        }
    }
}
