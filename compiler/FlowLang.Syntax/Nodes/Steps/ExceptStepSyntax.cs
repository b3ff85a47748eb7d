using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`except y`: the rows that `y` does not have.</summary>
public sealed record ExceptStepSyntax(RelationSyntax Right, TextSpan Span) : StepSyntax(Span);
