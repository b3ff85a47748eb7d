using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>An argument of a call, `name: value` or just the value.</summary>
public sealed record ArgumentSyntax(NameSyntax? Name, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span);
