using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>When arithmetic can be a value failure (language §3).</summary>
internal static class ArithmeticFailures
{
    /// <summary>Overflow or division by zero.</summary>
    public static bool CanFail(BoundOperator op, BoundExpression left, BoundExpression right, FlowType result) => op switch
    {
        BoundOperator.Add or BoundOperator.Subtract or BoundOperator.Multiply => result is IntegerType
            && !FitsAsConstant(op, left, right, result),
        BoundOperator.Divide when result is FloatType => left.Type.Type is IntegerType && right.Type.Type is IntegerType
            && !IsNonZero(right),
        BoundOperator.Divide => !IsNonZero(right) || QuotientOverflows(left.Type.Type, right.Type.Type, result),
        BoundOperator.IntegerDivide or BoundOperator.Remainder => !IsNonZero(right)
            || (op == BoundOperator.IntegerDivide && IsMinusOne(right)),
        _ => false,
    };

    /// <summary>
    /// A quotient whose divisor may be zero; the integers that float64 division has were converted from stay visible below it.
    /// </summary>
    public static bool DividesByZero(BoundBinary binary) =>
        binary.Operator is BoundOperator.Divide or BoundOperator.IntegerDivide or BoundOperator.Remainder && !IsNonZero(binary.Right);

    private static bool IsNonZero(BoundExpression expression) => expression is BoundLiteral literal && literal.Value switch
    {
        long value => value != 0,
        DecimalLiteral value => !value.Unscaled.IsZero,
        double value => value != 0,
        _ => false,
    };

    private static bool IsMinusOne(BoundExpression expression) => expression is BoundLiteral { Value: -1L };

    private static bool FitsAsConstant(BoundOperator op, BoundExpression left, BoundExpression right, FlowType result)
    {
        if (left is not BoundLiteral { Value: long a } || right is not BoundLiteral { Value: long b } || result is not IntegerType type)
        {
            return false;
        }

        BigInteger value = op switch
        {
            BoundOperator.Add => (BigInteger)a + b,
            BoundOperator.Subtract => (BigInteger)a - b,
            _ => (BigInteger)a * b,
        };
        BigInteger limit = BigInteger.One << (type.Bits - 1);
        return value >= -limit && value < limit;
    }

    // The largest quotient: all digits of the dividend over the divisor's smallest step.
    private static bool QuotientOverflows(FlowType left, FlowType right, FlowType result) =>
        left is DecimalType a && right is DecimalType b && result is DecimalType r
        && a.Precision - a.Scale + b.Scale > r.Precision - r.Scale;
}
