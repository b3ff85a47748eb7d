using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>Where an expression would make its step reject a row or fail the run.</summary>
internal static class FailureSites
{
    /// <summary>The first `else reject`, `else fail` or failure without a handler; null where there is none.</summary>
    public static BoundExpression? First(BoundExpression expression) =>
        Find(expression, handler => handler.Kind is HandlerKind.Reject or HandlerKind.Fail) ?? (expression.CanFail ? expression : null);

    /// <summary>The first `else reject`.</summary>
    public static BoundHandler? FirstReject(BoundExpression expression) => Find(expression, handler => handler.Kind == HandlerKind.Reject);

    private static BoundHandler? Find(BoundExpression expression, Func<BoundHandler, bool> matches)
    {
        if (expression is BoundHandler handler && matches(handler))
        {
            return handler;
        }

        foreach (BoundExpression child in expression.Children)
        {
            if (Find(child, matches) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
