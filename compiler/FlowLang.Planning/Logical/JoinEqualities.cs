using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;

namespace FlowLang.Planning.Logical;

/// <summary>What the condition of a join says is equal on both sides, where neither can fail.</summary>
public static class JoinEqualities
{
    public static IEnumerable<(BoundExpression Left, BoundExpression Right)> Of(JoinNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Of(node.Condition, node.RightQualifier);
    }

    private static IEnumerable<(BoundExpression Left, BoundExpression Right)> Of(BoundExpression condition, string right)
    {
        switch (condition)
        {
            case BoundBinary { Operator: BoundOperator.And } and:
                return Of(and.Left, right).Concat(Of(and.Right, right));
            case BoundBinary { Operator: BoundOperator.Equal } equal when !equal.CanFail:
                bool? first = IsRight(equal.Left, right);
                bool? second = IsRight(equal.Right, right);
                return (first, second) switch
                {
                    (false, true) => [(equal.Left, equal.Right)],
                    (true, false) => [(equal.Right, equal.Left)],
                    _ => [],
                };
            default:
                return [];
        }
    }

    // Null where it reads both sides or none.
    private static bool? IsRight(BoundExpression expression, string right)
    {
        bool[] sides = [.. expression.Flatten().OfType<BoundColumn>().Select(c => c.Side == right).Distinct()];
        return sides is [var one] ? one : null;
    }
}
