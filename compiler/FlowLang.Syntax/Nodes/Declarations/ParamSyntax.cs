using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`param env: text in ["dev", "prod"] = "dev"`; no allowed values means any.</summary>
public sealed record ParamSyntax(
    NameSyntax Name,
    TypeSyntax Type,
    ImmutableArray<ExpressionSyntax> AllowedValues,
    ExpressionSyntax? Default,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
