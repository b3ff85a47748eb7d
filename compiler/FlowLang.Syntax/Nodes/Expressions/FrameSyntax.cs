using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`rows a` or `rows between a and b`; the end defaults to the current row.</summary>
public sealed record FrameSyntax(FrameBoundSyntax From, FrameBoundSyntax To, TextSpan Span) : SyntaxNode(Span);
