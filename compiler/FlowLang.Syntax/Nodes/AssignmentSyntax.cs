using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`name = expression`, where the expression may stand alone if it names itself (`select a, b = a + 1`).</summary>
public sealed record AssignmentSyntax(NameSyntax? Name, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span);
