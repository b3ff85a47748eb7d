using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`else value`.</summary>
public sealed record ValueHandlerSyntax(ExpressionSyntax Value, TextSpan Span) : FailureHandlerSyntax(Span);
