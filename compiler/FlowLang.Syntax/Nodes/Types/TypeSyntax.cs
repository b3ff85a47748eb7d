using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A type as written.</summary>
public abstract record TypeSyntax(TextSpan Span) : SyntaxNode(Span);
