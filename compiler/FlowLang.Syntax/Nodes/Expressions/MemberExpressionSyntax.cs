using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`x.name`.</summary>
public sealed record MemberExpressionSyntax(ExpressionSyntax Target, NameSyntax Name, TextSpan Span) : ExpressionSyntax(Span);
