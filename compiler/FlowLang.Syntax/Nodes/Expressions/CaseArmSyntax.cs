using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`when c -&gt; v`.</summary>
public sealed record CaseArmSyntax(ExpressionSyntax Condition, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span);
