using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A name standing for a value.</summary>
public sealed record NameExpressionSyntax(NameSyntax Name, TextSpan Span) : ExpressionSyntax(Span);
