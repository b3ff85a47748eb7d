using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`secret p = env("P")`: where an opaque value is found at run time.</summary>
public sealed record SecretSyntax(NameSyntax Name, ExpressionSyntax Value, TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
