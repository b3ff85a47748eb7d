using System.Collections.Immutable;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>
/// `f(x, y sort k)`, or `x.f(y)` with a receiver; a receiver is the first argument of a function, or the connection of an endpoint.
/// </summary>
public sealed record CallExpressionSyntax(
    ExpressionSyntax? Receiver,
    NameSyntax Function,
    ImmutableArray<ArgumentSyntax> Arguments,
    ImmutableArray<SortKeySyntax> SortKeys,
    TextSpan Span) : ExpressionSyntax(Span);
