using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`-x`, `not x`.</summary>
public sealed record UnaryExpressionSyntax(UnaryOperator Operator, ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span);
