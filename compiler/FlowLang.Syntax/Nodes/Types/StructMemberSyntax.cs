using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A field or a spread of a struct type.</summary>
public abstract record StructMemberSyntax(TextSpan Span) : SyntaxNode(Span);
