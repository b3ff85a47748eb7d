using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`relation&lt;T&gt;`: the type of a parameter that takes rows.</summary>
public sealed record RelationTypeSyntax(TypeSyntax Row, TextSpan Span) : TypeSyntax(Span);
