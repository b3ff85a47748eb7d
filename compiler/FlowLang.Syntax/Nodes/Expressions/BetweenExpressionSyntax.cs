using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x [not] between a and b`, both ends included.</summary>
public sealed record BetweenExpressionSyntax(
    ExpressionSyntax Value,
    bool IsNegated,
    ExpressionSyntax Low,
    ExpressionSyntax High,
    TextSpan Span) : ExpressionSyntax(Span);
