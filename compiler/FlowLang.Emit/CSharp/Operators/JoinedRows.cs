using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>What joins of lists and of streams have in common: what is equal in a pair, and the row that it makes.</summary>
internal static class JoinedRows
{
    /// <summary>A row of the result.</summary>
    /// <param name="l">The left row; null for the side that has none.</param>
    /// <param name="r">The right row; null for the side that has none.</param>
    public static string Made(JoinNode node, string rowName, Rows left, Rows right, string? l, string? r)
    {
        IEnumerable<string> values = node.Row.Fields.Select(field =>
        {
            JoinColumn? own = node.LeftColumns.FirstOrDefault(c => c.Output == field.Name);
            JoinColumn? other = node.RightColumns.FirstOrDefault(c => c.Output == field.Name);
            return own is not null && l is not null ? CSharpExpressionEmitter.Coerce(left.Column(l, own.Input), field.Type)
                : other is not null && r is not null ? CSharpExpressionEmitter.Coerce(right.Column(r, other.Input), field.Type)
                : "default";
        });
        return $"new {rowName}({string.Join(", ", values)})";
    }

    /// <summary>What the condition says is equal on both sides, where neither can fail.</summary>
    public static IEnumerable<(BoundExpression Left, BoundExpression Right)> Equalities(JoinNode node) =>
        Equalities(node.Condition, node.RightQualifier);

    private static IEnumerable<(BoundExpression Left, BoundExpression Right)> Equalities(BoundExpression condition, string right)
    {
        switch (condition)
        {
            case BoundBinary { Operator: BoundOperator.And } and:
                return Equalities(and.Left, right).Concat(Equalities(and.Right, right));
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
