using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`environment prod { env: "prod" }`: values of parameters.</summary>
public sealed record EnvironmentSyntax(
    NameSyntax Name,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
