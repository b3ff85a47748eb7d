using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>
/// Arithmetic of language §3 in Spark, whose session keeps the scale of decimals. A quotient of decimals is the engine's own where its
/// intermediate digits hold the exact one; else it is divided by hand, on texts of digits.
/// </summary>
public static class SparkArithmetic
{
    /// <summary>A divisor of more digits leaves no room for a remainder and one digit more.</summary>
    public const int WidestDivisor = DecimalType.MaxPrecision - 1;

    public static SqlMapping Binary(BoundOperator op, FlowType left, FlowType right, FlowType result) => (op, left, result) switch
    {
        (BoundOperator.Divide, IntegerType { Bits: 64 }, _) => new(
            call => $"flow_quotient({call.Arguments[0]}, {call.Arguments[1]})", DividesByZero),
        (BoundOperator.Divide, IntegerType, _) => new(
            call => $"(CAST({call.Arguments[0]} AS DOUBLE) / nullif(CAST({call.Arguments[1]} AS DOUBLE), 0))", DividesByZero),
        (BoundOperator.Divide, DecimalType dividend, DecimalType quotient) => Quotient(dividend, (DecimalType)right, quotient),
        (BoundOperator.Divide, _, FloatType type) => new(
            call => Narrowed(type, $"flow_divide_float({call.Arguments[0]}, {call.Arguments[1]})")),
        (BoundOperator.IntegerDivide, _, _) => SqlMapping.NullOnFailure(call =>
            $"CAST(CASE WHEN {call.Arguments[1]} = -1 THEN {Negative(call, 0)} " +
            $"ELSE {call.Arguments[0]} div nullif({call.Arguments[1]}, 0) END AS {call.Type(call.Result.Type)})"),
        (BoundOperator.Remainder, _, _) => new(call => $"({call.Arguments[0]} % nullif({call.Arguments[1]}, 0))", DividesByZero),
        (_, IntegerType, _) => SqlMapping.NullOnFailure($"{Total(op)}({{0}}, {{1}})"),
        (_, DecimalType, _) => new(call => $"CAST({call.Arguments[0]} {Sign(op)} {call.Arguments[1]} AS {call.Type(call.Result.Type)})"),
        _ => SqlMapping.Template($"({{0}} {Sign(op)} {{1}})"),
    };

    public static SqlMapping Unary(UnaryOperator op, FlowType operand) => (op, operand) switch
    {
        (UnaryOperator.Negate, IntegerType) => SqlMapping.NullOnFailure(call => Negative(call, 0)),
        (UnaryOperator.Negate, DecimalType) => new(call => Opposite(call, 0)),
        (UnaryOperator.Negate, _) => SqlMapping.Template("(-{0})"),
        (UnaryOperator.Plus, _) => SqlMapping.Template("{0}"),
        _ => SqlMapping.Template("(NOT {0})"),
    };

    /// <summary>A decimal with the other sign; the engine's own minus and absolute value round to 34 digits.</summary>
    internal static string Opposite(SqlCall call, int index) =>
        $"CAST(CAST(0 AS DECIMAL(1, 0)) - {call.Arguments[index]} AS {call.Type(call.Types[index].Type)})";

    /// <summary>The argument with the other sign; null where it has no counterpart.</summary>
    internal static string Negative(SqlCall call, int index) =>
        $"try_subtract(CAST(0 AS {call.Type(call.Types[index].Type)}), {call.Arguments[index]})";

    private static string DividesByZero(SqlCall call) =>
        $"({(call.Types[0].Nullable ? call.Arguments[0] + " IS NOT NULL AND " : "")}{call.Arguments[1]} IS NOT DISTINCT FROM 0)";

    private static string Narrowed(FloatType type, string value) => type.Bits == 32 ? $"CAST({value} AS FLOAT)" : value;

    // With so many digits behind the point the engine's two roundings can't meet a tie that the exact quotient isn't.
    private static SqlMapping Quotient(DecimalType dividend, DecimalType divisor, DecimalType result)
    {
        int scale = Math.Max(dividend.Scale, result.Scale);
        int whole = dividend.Precision - dividend.Scale;
        bool isExact = whole + divisor.Scale + scale + divisor.Precision + 1 <= DecimalType.MaxPrecision
            && whole + scale <= DecimalType.MaxPrecision;
        return isExact
            ? SqlMapping.NullOnFailure(call => $"try_cast(CAST({call.Arguments[0]} AS DECIMAL({whole + scale}, {scale})) / " +
                $"nullif({call.Arguments[1]}, 0) AS {call.Type(result)})")
            : SqlMapping.NullOnFailure(call =>
                $"try_cast(flow_divide_unscaled(flow_unscaled(CAST({call.Arguments[0]} AS STRING)), " +
                $"flow_unscaled(CAST({call.Arguments[1]} AS STRING)), {Number(result.Scale + divisor.Scale - dividend.Scale)}) " +
                $"|| 'e-{Number(result.Scale)}' AS {call.Type(result)})");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Total(BoundOperator op) => op switch
    {
        BoundOperator.Add => "try_add",
        BoundOperator.Subtract => "try_subtract",
        _ => "try_multiply",
    };

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Add => "+",
        BoundOperator.Subtract => "-",
        BoundOperator.Multiply => "*",
        _ => "/",
    };
}
