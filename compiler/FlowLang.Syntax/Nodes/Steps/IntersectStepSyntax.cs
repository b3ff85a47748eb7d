using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`intersect y`: the rows that `y` has too.</summary>
public sealed record IntersectStepSyntax(RelationSyntax Right, TextSpan Span) : StepSyntax(Span);
