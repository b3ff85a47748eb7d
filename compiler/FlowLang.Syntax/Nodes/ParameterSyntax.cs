using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>A typed parameter of a transform or function; the default may be absent.</summary>
public sealed record ParameterSyntax(NameSyntax Name, TypeSyntax Type, ExpressionSyntax? Default, TextSpan Span) : SyntaxNode(Span);
