using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x is [not] null`.</summary>
public sealed record IsNullExpressionSyntax(ExpressionSyntax Value, bool IsNegated, TextSpan Span) : ExpressionSyntax(Span);
