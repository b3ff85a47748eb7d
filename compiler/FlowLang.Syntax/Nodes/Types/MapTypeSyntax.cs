using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`map&lt;text, T&gt;`.</summary>
public sealed record MapTypeSyntax(TypeSyntax Key, TypeSyntax Value, TextSpan Span) : TypeSyntax(Span);
