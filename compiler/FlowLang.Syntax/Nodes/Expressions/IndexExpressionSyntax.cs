using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`xs[1]` or `j["path"]`.</summary>
public sealed record IndexExpressionSyntax(ExpressionSyntax Target, ExpressionSyntax Index, TextSpan Span) : ExpressionSyntax(Span);
