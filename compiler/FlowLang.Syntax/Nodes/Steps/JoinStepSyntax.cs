using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`left join y as b as of t on e within 10m`: alias, time and bound may be absent.</summary>
public sealed record JoinStepSyntax(
    JoinKind Kind,
    RelationSyntax Right,
    NameSyntax? Alias,
    ExpressionSyntax? AsOf,
    ExpressionSyntax? Condition,
    ExpressionSyntax? Within,
    TextSpan Span) : StepSyntax(Span);
