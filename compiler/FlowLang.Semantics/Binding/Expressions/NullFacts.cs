using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>
/// Which columns can't be null where a condition is known to be true, or false: `x is not null` says it, and so does a comparison, for it
/// is null where an operand is.
/// </summary>
internal static class NullFacts
{
    public static IEnumerable<ColumnKey> WhenTrue(BoundExpression condition) => condition switch
    {
        BoundBinary { Operator: BoundOperator.And } both => WhenTrue(both.Left).Concat(WhenTrue(both.Right)),
        BoundBinary { Operator: BoundOperator.Or } either => WhenTrue(either.Left).Intersect(WhenTrue(either.Right)),
        BoundUnary { Operator: UnaryOperator.Not } not => WhenFalse(not.Operand),
        BoundIsNull { Negated: true } test => Column(test.Operand),
        _ => WhenKnown(condition),
    };

    public static IEnumerable<ColumnKey> WhenFalse(BoundExpression condition) => condition switch
    {
        BoundBinary { Operator: BoundOperator.Or } both => WhenFalse(both.Left).Concat(WhenFalse(both.Right)),
        BoundBinary { Operator: BoundOperator.And } either => WhenFalse(either.Left).Intersect(WhenFalse(either.Right)),
        BoundUnary { Operator: UnaryOperator.Not } not => WhenTrue(not.Operand),
        BoundIsNull { Negated: false } test => Column(test.Operand),
        _ => WhenKnown(condition),
    };

    // True or false, but not null: what makes the condition null is not null.
    private static IEnumerable<ColumnKey> WhenKnown(BoundExpression condition) => condition switch
    {
        BoundColumn => Column(condition),
        BoundBinary
        {
            Operator: BoundOperator.Equal or BoundOperator.NotEqual or BoundOperator.Less or BoundOperator.LessOrEqual
                or BoundOperator.Greater or BoundOperator.GreaterOrEqual
        } comparison => Column(comparison.Left).Concat(Column(comparison.Right)),
        BoundIn test => Column(test.Operand),
        BoundLike test => Column(test.Operand),
        BoundBetween { Negated: false } test => Column(test.Operand),
        _ => [],
    };

    private static IEnumerable<ColumnKey> Column(BoundExpression expression) =>
        BoundColumn.Of(expression) is { } column ? [ExpressionKey.Of(column)] : [];
}
