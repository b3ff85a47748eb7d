using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`deploy prod to gcp { … }`: where an environment runs.</summary>
public sealed record DeploySyntax(
    NameSyntax Name,
    NameSyntax Platform,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
