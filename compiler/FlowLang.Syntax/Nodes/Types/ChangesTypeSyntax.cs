using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`changes&lt;T&gt;`: a stream of inserts, updates and deletes.</summary>
public sealed record ChangesTypeSyntax(TypeSyntax Row, TextSpan Span) : TypeSyntax(Span);
