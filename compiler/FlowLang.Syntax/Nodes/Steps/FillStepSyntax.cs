using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`fill hour every 1h from a to b by zone with trips = 0`: adds the rows that a regular axis lacks.</summary>
public sealed record FillStepSyntax(
    ExpressionSyntax Column,
    ExpressionSyntax Every,
    ExpressionSyntax? From,
    ExpressionSyntax? To,
    ImmutableArray<AssignmentSyntax> Keys,
    ImmutableArray<AssignmentSyntax> Values,
    TextSpan Span) : StepSyntax(Span);
