using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`transform t(x: int32): Row = from … | …`: a named, typed query; parameters and type may be absent.</summary>
public sealed record TransformSyntax(
    NameSyntax Name,
    ImmutableArray<ParameterSyntax> Parameters,
    TypeSyntax? Type,
    QuerySyntax Query,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
