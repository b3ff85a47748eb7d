using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`param x = value`: a parameter of the workspace for this test.</summary>
public sealed record TestParamSyntax(NameSyntax Name, ExpressionSyntax Value, TextSpan Span) : TestItemSyntax(Span);
