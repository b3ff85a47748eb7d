using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`source trips: Trip from lake.csv("trips.csv") { … }`; without a type it is taken from the lock file.</summary>
public sealed record SourceSyntax(
    NameSyntax Name,
    TypeSyntax? Type,
    ExpressionSyntax Endpoint,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
