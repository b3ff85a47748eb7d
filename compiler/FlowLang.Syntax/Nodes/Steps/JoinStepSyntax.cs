using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`left join y as b as of t on e within 10m rejects to late`: alias, time, bound and the place of late rows may be absent.</summary>
public sealed record JoinStepSyntax(
    JoinKind Kind,
    RelationSyntax Right,
    NameSyntax? Alias,
    ExpressionSyntax? AsOf,
    ExpressionSyntax? Condition,
    ExpressionSyntax? Within,
    ExpressionSyntax? LateSink,
    TextSpan Span) : StepSyntax(Span);
