using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`connection pg: postgres { … }`.</summary>
public sealed record ConnectionSyntax(
    NameSyntax Name,
    NameSyntax Connector,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
