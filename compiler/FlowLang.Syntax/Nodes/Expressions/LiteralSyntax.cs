using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A value written out.</summary>
public abstract record LiteralSyntax(TextSpan Span) : ExpressionSyntax(Span);
