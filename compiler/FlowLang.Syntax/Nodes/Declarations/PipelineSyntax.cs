using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`pipeline p on engine { write … schedule: … }`: the unit that is scheduled, retried and reported.</summary>
public sealed record PipelineSyntax(
    NameSyntax Name,
    NameSyntax? Engine,
    ImmutableArray<WriteSyntax> Writes,
    ImmutableArray<PropertySyntax> Properties,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
