using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`sink late = bus.topic("…") { … }`.</summary>
internal static class SinkBinder
{
    public static SinkSymbol? Bind(SinkSyntax syntax, BindingContext context)
    {
        if (syntax.Type is not null)
        {
            TypeBinder.BindRow(syntax.Type, context);
        }

        return EndpointBinder.Bind(syntax.Endpoint, syntax.Properties, isSource: false, context) is { } endpoint
            ? new SinkSymbol(syntax.Name.Text, endpoint, syntax.Name.Span)
            : null;
    }
}
