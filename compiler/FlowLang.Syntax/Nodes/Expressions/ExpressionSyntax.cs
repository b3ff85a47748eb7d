using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Anything with a value.</summary>
public abstract record ExpressionSyntax(TextSpan Span) : SyntaxNode(Span);
