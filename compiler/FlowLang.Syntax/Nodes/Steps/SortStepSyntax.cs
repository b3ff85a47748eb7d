using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`sort e desc take n by k`: the first rows in an order, of all or of each group; without `take` only an order.</summary>
public sealed record SortStepSyntax(
    ImmutableArray<SortKeySyntax> Keys,
    ExpressionSyntax? Take,
    ImmutableArray<ExpressionSyntax> By,
    TextSpan Span) : StepSyntax(Span);
