using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One step of a query, from its keyword to its end.</summary>
public abstract record StepSyntax(TextSpan Span) : SyntaxNode(Span);
