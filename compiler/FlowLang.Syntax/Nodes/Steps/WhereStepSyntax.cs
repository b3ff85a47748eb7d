using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>Keeps the rows for which the condition is true.</summary>
public sealed record WhereStepSyntax(ExpressionSyntax Condition, TextSpan Span) : StepSyntax(Span);
