using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`fn f(x: text) -&gt; text = csharp "Ns.Type.Method" pure`.</summary>
public sealed record FunctionSyntax(
    NameSyntax Name,
    ImmutableArray<ParameterSyntax> Parameters,
    TypeSyntax Result,
    NameSyntax Language,
    TextLiteralSyntax Body,
    ImmutableArray<NameSyntax> Modifiers,
    TextSpan Span) : DeclarationSyntax(Name, Span)
{
    public new NameSyntax Name { get; init; } = Name;
}
