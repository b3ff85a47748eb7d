using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`append&lt;T&gt;`: a stream of new rows.</summary>
public sealed record AppendTypeSyntax(TypeSyntax Row, TextSpan Span) : TypeSyntax(Span);
