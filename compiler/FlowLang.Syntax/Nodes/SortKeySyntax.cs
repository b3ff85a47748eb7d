using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One key of an order; ascending unless it says `desc`, nulls last either way.</summary>
public sealed record SortKeySyntax(ExpressionSyntax Value, bool IsDescending, TextSpan Span) : SyntaxNode(Span);
