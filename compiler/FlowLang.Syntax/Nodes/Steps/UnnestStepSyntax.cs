using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`unnest xs as x`: a row an element.</summary>
public sealed record UnnestStepSyntax(ExpressionSyntax List, NameSyntax Alias, TextSpan Span) : StepSyntax(Span);
