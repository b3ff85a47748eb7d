using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>What stands behind `else`.</summary>
public abstract record FailureHandlerSyntax(TextSpan Span) : SyntaxNode(Span);
