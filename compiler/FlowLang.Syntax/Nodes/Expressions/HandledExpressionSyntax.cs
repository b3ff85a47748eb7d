using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x else …`: what becomes of a value failure in `x`.</summary>
public sealed record HandledExpressionSyntax(ExpressionSyntax Value, FailureHandlerSyntax Handler, TextSpan Span) : ExpressionSyntax(Span);
