using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One imported name and what it is called here.</summary>
public sealed record ImportedNameSyntax(NameSyntax Name, NameSyntax? Alias, TextSpan Span) : SyntaxNode(Span);
