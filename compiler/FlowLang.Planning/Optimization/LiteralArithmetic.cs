using System.Numerics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// Operators over constants whose result is the same exact value on every engine: sums, differences and products of integers and decimals,
/// comparisons, widening, texts put together. Divisions, floats and what would fail are the engine's.
/// </summary>
internal static class LiteralArithmetic
{
    /// <summary>The constant, or null.</summary>
    public static BoundLiteral? Of(BoundExpression expression) => expression switch
    {
        BoundUnary { Operator: UnaryOperator.Negate, Operand: BoundLiteral operand } e => Number(-Integer(operand), e)
            ?? Number(Decimal(operand) is { } value ? value with { Unscaled = -value.Unscaled } : null, e),
        BoundBinary { Left: BoundLiteral left, Right: BoundLiteral right } e => Of(e, left, right),
        BoundConversion { Kind: ConversionKind.Widening, Operand: BoundLiteral operand } e => Widened(operand, e),
        _ => null,
    };

    private static BoundLiteral? Of(BoundBinary e, BoundLiteral left, BoundLiteral right) => e.Operator switch
    {
        BoundOperator.Add or BoundOperator.Subtract or BoundOperator.Multiply => Arithmetic(e, left, right),
        BoundOperator.Concat when left.Value is string a && right.Value is string b => new(a + b, e.Type, e.Span),
        BoundOperator.Equal => Truth(Compare(left, right) is { } order ? order == 0 : Same(left, right), e),
        BoundOperator.NotEqual => Truth(Compare(left, right) is { } order ? order != 0 : !Same(left, right), e),
        BoundOperator.Less => Truth(Compare(left, right) < 0, e, left, right),
        BoundOperator.LessOrEqual => Truth(Compare(left, right) <= 0, e, left, right),
        BoundOperator.Greater => Truth(Compare(left, right) > 0, e, left, right),
        BoundOperator.GreaterOrEqual => Truth(Compare(left, right) >= 0, e, left, right),
        _ => null,
    };

    private static BoundLiteral? Arithmetic(BoundBinary e, BoundLiteral left, BoundLiteral right)
    {
        if (Integer(left) is { } a && Integer(right) is { } b)
        {
            return Number(Apply(e.Operator, a, b), e);
        }

        if (Decimal(left) is not { } x || Decimal(right) is not { } y || e.Type.Type is not DecimalType type)
        {
            return null;
        }

        BigInteger digits = e.Operator == BoundOperator.Multiply
            ? x.Unscaled * y.Unscaled
            : Apply(e.Operator, At(x, type.Scale), At(y, type.Scale));
        int scale = e.Operator == BoundOperator.Multiply ? x.Scale + y.Scale : type.Scale;
        return Number(new DecimalLiteral(digits, scale), e);
    }

    private static BigInteger Apply(BoundOperator op, BigInteger a, BigInteger b) => op switch
    {
        BoundOperator.Add => a + b,
        BoundOperator.Subtract => a - b,
        _ => a * b,
    };

    private static BoundLiteral? Widened(BoundLiteral operand, BoundConversion e) => e.Type.Type switch
    {
        IntegerType => Number(Integer(operand), e),
        DecimalType type when Integer(operand) is { } value => Number(At(new DecimalLiteral(value, 0), type), e),
        DecimalType type when Decimal(operand) is { } value && value.Scale <= type.Scale => Number(At(value, type), e),
        _ => null,
    };

    // Dates and numbers of one kind; texts are ordered by code point, which .NET's order of them is not.
    private static int? Compare(BoundLiteral left, BoundLiteral right)
    {
        if (left.Value is DateOnly day && right.Value is DateOnly other)
        {
            return day.CompareTo(other);
        }

        if (Integer(left) is { } a && Integer(right) is { } b)
        {
            return a.CompareTo(b);
        }

        return Decimal(left) is { } x && Decimal(right) is { } y
            ? At(x, Math.Max(x.Scale, y.Scale)).CompareTo(At(y, Math.Max(x.Scale, y.Scale)))
            : null;
    }

    private static bool? Same(BoundLiteral left, BoundLiteral right) => (left.Value, right.Value) switch
    {
        (string a, string b) => a == b,
        (bool a, bool b) => a == b,
        _ => null,
    };

    private static BigInteger? Integer(BoundLiteral literal) => literal is { Value: long value, Type.Type: IntegerType } ? value : null;

    private static DecimalLiteral? Decimal(BoundLiteral literal) =>
        literal is { Value: DecimalLiteral value, Type.Type: DecimalType } ? value : null;

    private static DecimalLiteral At(DecimalLiteral value, DecimalType type) => new(At(value, type.Scale), type.Scale);

    private static BigInteger At(DecimalLiteral value, int scale) => value.Unscaled * BigInteger.Pow(10, scale - value.Scale);

    // Null where the type has no such number: the engine fails there.
    private static BoundLiteral? Number(BigInteger? value, BoundExpression of)
    {
        if (value is not { } number || of.Type.Type is not IntegerType type)
        {
            return null;
        }

        BigInteger limit = BigInteger.One << (type.Bits - 1);
        return number >= -limit && number < limit ? new BoundLiteral((long)number, of.Type, of.Span) : null;
    }

    private static BoundLiteral? Number(DecimalLiteral? value, BoundExpression of) =>
        value is { } number && of.Type.Type is DecimalType type && number.Scale == type.Scale
            && BigInteger.Abs(number.Unscaled) < BigInteger.Pow(10, type.Precision)
            ? new BoundLiteral(number, of.Type, of.Span)
            : null;

    private static BoundLiteral? Truth(bool? value, BoundExpression of) =>
        value is { } known ? new BoundLiteral(known, new TypeRef(BoolType.Instance), of.Span) : null;

    private static BoundLiteral? Truth(bool value, BoundExpression of, BoundLiteral left, BoundLiteral right) =>
        Compare(left, right) is null ? null : Truth(value, of);
}
