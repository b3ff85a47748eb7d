using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>One end of a frame; the offset is there for `n preceding` and `n following` only.</summary>
public sealed record FrameBoundSyntax(FrameBoundKind Kind, ExpressionSyntax? Offset, TextSpan Span) : SyntaxNode(Span);
