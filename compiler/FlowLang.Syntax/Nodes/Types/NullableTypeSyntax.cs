using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`T?`.</summary>
public sealed record NullableTypeSyntax(TypeSyntax Element, TextSpan Span) : TypeSyntax(Span);
