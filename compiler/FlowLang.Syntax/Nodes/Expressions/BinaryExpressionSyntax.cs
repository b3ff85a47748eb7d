using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`a + b`; the operator's own place is kept for diagnostics.</summary>
public sealed record BinaryExpressionSyntax(
    ExpressionSyntax Left,
    BinaryOperator Operator,
    TextSpan OperatorSpan,
    ExpressionSyntax Right,
    TextSpan Span) : ExpressionSyntax(Span);
