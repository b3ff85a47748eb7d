using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Any piece of a program that means something, with the place that a diagnostic would underline.</summary>
public abstract record SyntaxNode(TextSpan Span);
