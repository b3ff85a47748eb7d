using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x [not] in list`.</summary>
public sealed record InExpressionSyntax(
    ExpressionSyntax Value,
    bool IsNegated,
    ExpressionSyntax List,
    TextSpan Span) : ExpressionSyntax(Span);
