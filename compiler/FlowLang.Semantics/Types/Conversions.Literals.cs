using System.Numerics;
using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Types;

/// <summary>Literals fit wherever their value does, without a cast: `1` is an int16, a decimal(3, 1) and a float64.</summary>
public static partial class Conversions
{
    // Tells "does not fit" from the literal null.
    private static readonly object Misfit = new();

    /// <summary>Whether an expression can stand where <paramref name="to"/> is wanted, by widening or as a literal of that value.</summary>
    public static bool Fits(BoundExpression expression, FlowType to) =>
        IsWidening(expression.Type.Type, to) || expression is BoundLiteral literal && Retype(literal, to) is not null;

    /// <summary>
    /// The expression as <paramref name="to"/>: itself, a literal of that type, or in a widening. Call only where it
    /// <see cref="Fits(BoundExpression, FlowType)"/>.
    /// </summary>
    public static BoundExpression Convert(BoundExpression expression, FlowType to)
    {
        FlowType from = expression.Type.Type;
        if (from == to || from is ErrorType || to is ErrorType or NullType)
        {
            return expression;
        }

        return expression is BoundLiteral literal && Retype(literal, to) is { } retyped
            ? retyped
            : new BoundConversion(expression, ConversionKind.Widening, expression.Type with { Type = to }, Fails: false, expression.Span);
    }

    // A literal's own smallest type: what it adds to a common type.
    private static FlowType NaturalType(BoundExpression expression) => expression switch
    {
        BoundLiteral { Value: DecimalLiteral value } => new DecimalType(Math.Max(Digits(value.Unscaled), Math.Max(value.Scale, 1)),
            value.Scale),
        _ => expression.Type.Type,
    };

    private static BoundLiteral? Retype(BoundLiteral literal, FlowType to)
    {
        object? value = (literal.Value, literal.Type.Type, to) switch
        {
            (null, NullType, _) => null,
            (long number, IntegerType, IntegerType type) when FitsBits(number, type.Bits) => number,
            (long number, IntegerType, DecimalType type) => Scaled(new DecimalLiteral(number, 0), type),
            (long number, IntegerType, FloatType type) => AsFloat(number, type),
            (DecimalLiteral number, DecimalType, DecimalType type) => Scaled(number, type),
            (DecimalLiteral number, DecimalType, FloatType type) => AsFloat(Parse(number), type),
            (double number, FloatType, FloatType type) => AsFloat(number, type),
            (string text, TextType, EnumType set) when set.Values.Contains(text) => text,
            (string text, EnumType, TextType) => text,
            _ => Misfit,
        };
        return value == Misfit ? null : new BoundLiteral(value, new TypeRef(to, value is null), literal.Span);
    }

    private static bool FitsBits(long value, int bits) => bits == 64 || value >= -(1L << (bits - 1)) && value < 1L << (bits - 1);

    private static object AsFloat(double value, FloatType type) => type.Bits == 32 ? (double)(float)value : value;

    private static double Parse(DecimalLiteral number) =>
        double.Parse($"{number.Unscaled}e-{number.Scale}", System.Globalization.CultureInfo.InvariantCulture);

    private static object? Scaled(DecimalLiteral number, DecimalType type)
    {
        if (number.Scale > type.Scale)
        {
            return Misfit;
        }

        BigInteger unscaled = number.Unscaled * BigInteger.Pow(10, type.Scale - number.Scale);
        return Digits(unscaled) <= type.Precision ? new DecimalLiteral(unscaled, type.Scale) : Misfit;
    }

    private static int Digits(BigInteger value) =>
        value.IsZero ? 0 : BigInteger.Abs(value).ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
}
