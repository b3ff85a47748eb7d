using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`sink late = bus.topic("…") { … }`.</summary>
public sealed record SinkSyntax(
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax Endpoint,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
