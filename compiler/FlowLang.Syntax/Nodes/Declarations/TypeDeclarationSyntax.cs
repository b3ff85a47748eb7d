using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`type Money = decimal(12, 2)`.</summary>
public sealed record TypeDeclarationSyntax(NameSyntax Name, TypeSyntax Type, TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
