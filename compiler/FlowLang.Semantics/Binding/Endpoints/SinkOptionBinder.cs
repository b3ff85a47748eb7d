using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`rejects: pg.table("…") { … }` or `rejects: discard`.</summary>
internal static class SinkOptionBinder
{
    public const string Discard = "discard";

    public static OptionValue? Bind(PropertySyntax syntax, BindingContext context)
    {
        if (syntax.Value is NameExpressionSyntax { Name.Text: Discard })
        {
            return new ChoiceOption(Discard);
        }

        return EndpointBinder.Bind(syntax.Value, syntax.Options, isSource: false, context) is { } sink ? new SinkOption(sink) : null;
    }
}
