using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x is [not] distinct from y`: null-safe comparison.</summary>
public sealed record IsDistinctExpressionSyntax(
    ExpressionSyntax Left,
    bool IsNegated,
    ExpressionSyntax Right,
    TextSpan Span) : ExpressionSyntax(Span);
