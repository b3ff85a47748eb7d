using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x [not] like "a%"`.</summary>
public sealed record LikeExpressionSyntax(
    ExpressionSyntax Value,
    bool IsNegated,
    ExpressionSyntax Pattern,
    TextSpan Span) : ExpressionSyntax(Span);
