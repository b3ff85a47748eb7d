using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`pivot revenue = sum(fare) for borough in [queens = "Queens"] by hour`: values of a column become columns.</summary>
public sealed record PivotStepSyntax(
    ImmutableArray<AssignmentSyntax> Aggregates,
    ExpressionSyntax Column,
    ImmutableArray<AssignmentSyntax> Values,
    ImmutableArray<AssignmentSyntax> Keys,
    TextSpan Span) : StepSyntax(Span);
