using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`f(x) over (by k sort e rows 3 preceding)`.</summary>
public sealed record AnalyticExpressionSyntax(
    CallExpressionSyntax Call,
    ImmutableArray<ExpressionSyntax> By,
    ImmutableArray<SortKeySyntax> SortKeys,
    FrameSyntax? Frame,
    TextSpan Span) : ExpressionSyntax(Span);
