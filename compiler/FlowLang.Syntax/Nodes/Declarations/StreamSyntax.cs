using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`stream rides: changes&lt;Trip&gt; from bus.topic("…") { … }`.</summary>
public sealed record StreamSyntax(
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax Endpoint,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
