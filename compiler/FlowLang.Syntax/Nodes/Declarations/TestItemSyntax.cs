using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One line of a `test` block.</summary>
public abstract record TestItemSyntax(TextSpan Span) : SyntaxNode(Span);
