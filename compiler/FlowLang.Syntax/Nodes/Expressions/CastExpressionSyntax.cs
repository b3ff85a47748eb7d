using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`cast(x as T)`.</summary>
public sealed record CastExpressionSyntax(ExpressionSyntax Value, TypeSyntax Type, TextSpan Span) : ExpressionSyntax(Span);
