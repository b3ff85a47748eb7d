using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Expressions;

/// <summary>What an expression can do to its row.</summary>
public static class Fallibility
{
    /// <summary>Whether a row can leave by it: an unhandled failure, `else fail` or `else reject`.</summary>
    public static bool HasSites(BoundExpression expression) => expression.CanFail || HasHandledSites(expression);

    /// <summary>Whether it contains an analytic function.</summary>
    public static bool HasAnalytic(BoundExpression expression) =>
        expression is BoundAnalytic || expression.Children.Any(HasAnalytic);

    private static bool HasHandledSites(BoundExpression expression) =>
        expression is BoundHandler { Kind: HandlerKind.Reject or HandlerKind.Fail } || expression.Children.Any(HasHandledSites);
}
