using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`(x)`: kept so that the source can be printed as written.</summary>
public sealed record ParenthesizedExpressionSyntax(ExpressionSyntax Inner, TextSpan Span) : ExpressionSyntax(Span);
