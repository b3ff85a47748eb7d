using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`aggregate n = count() by k ttl 7d emit final`: a row a group; state bound and emission are for streams.</summary>
public sealed record AggregateStepSyntax(
    ImmutableArray<AssignmentSyntax> Aggregates,
    ImmutableArray<AssignmentSyntax> Keys,
    ExpressionSyntax? TimeToLive,
    NameSyntax? Emit,
    TextSpan Span) : StepSyntax(Span);
