using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Batch;

/// <summary>
/// Which conditions mean the same in the database that holds a source: comparisons and tests of plain columns with constants, parameters
/// and the run's interval. They need no function of FlowLang's own there, and nothing in them can fail.
/// </summary>
internal static class SourceConditions
{
    public static bool CanPush(BoundExpression condition) => !Fallibility.HasSites(condition) && condition.Flatten().All(IsKnown);

    /// <summary>Types of which the database may hold values that the language has not: they are read to be refused.</summary>
    public static bool IsChecked(FlowType type) => type is DecimalType or DateType or DateTimeType or InstantType;

    /// <summary>The parts that `and` joins.</summary>
    public static IEnumerable<BoundExpression> Parts(BoundExpression condition) =>
        condition is BoundBinary { Operator: BoundOperator.And } both ? [.. Parts(both.Left), .. Parts(both.Right)] : [condition];

    private static bool IsKnown(BoundExpression expression) => expression switch
    {
        BoundColumn or BoundLiteral or BoundParameter or IntervalBound => IsPlain(expression.Type.Type),
        BoundUnary { Operator: UnaryOperator.Not } or BoundIn or BoundBetween or BoundIsNull or BoundLike => true,
        BoundBinary binary => binary.Operator is BoundOperator.Equal or BoundOperator.NotEqual or BoundOperator.Less
            or BoundOperator.LessOrEqual or BoundOperator.Greater or BoundOperator.GreaterOrEqual or BoundOperator.And
            or BoundOperator.Or or BoundOperator.DistinctFrom or BoundOperator.NotDistinctFrom,
        _ => false,
    };

    private static bool IsPlain(FlowType type) => type is BoolType or IntegerType or DecimalType or FloatType or TextType or EnumType
        or UuidType or DateType or TimeType or DateTimeType or InstantType or NullType;
}
