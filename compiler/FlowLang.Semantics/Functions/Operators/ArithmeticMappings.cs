using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Arithmetic of language §3 in DuckDB.</summary>
internal static class ArithmeticMappings
{
    // Up to 18 digits DuckDB computes decimals in 64 bits and widens no further by itself.
    private const int WidestSmallDecimal = 18;

    public static SqlMapping Binary(BoundOperator op, FlowType left, FlowType result) => (op, left, result) switch
    {
        (BoundOperator.Divide, IntegerType integer, _) => IntegerQuotient(integer),
        // The cast is for an operand that is always null, which would make the quotient an untyped null.
        (BoundOperator.Divide, DecimalType, DecimalType type) => SqlMapping.NullOnFailure(
            call => $"CAST(flow_divide_{type.Scale}({call.Arguments[0]}, {call.Arguments[1]}) AS {call.Type(type)})"),
        (BoundOperator.IntegerDivide, _, _) => new(
            call => Divisor(call) is not (null or 0 or -1) ? $"({call.Arguments[0]} // {call.Arguments[1]})"
                : $"TRY({call.Arguments[0]} // {call.Arguments[1]})",
            SqlMapping.NullOnFailure("TRY({0} // {1})").Failed),
        (BoundOperator.Remainder, _, _) => new(Remainder, DividesByZero),
        (_, IntegerType, _) => SqlMapping.NullOnFailure($"TRY({{0}} {Sign(op)} {{1}})"),
        (BoundOperator.Multiply, DecimalType, _) => new(DecimalProduct),
        (_, DecimalType, _) => new(call => DecimalSum(call, Sign(op))),
        _ => SqlMapping.Template($"({{0}} {Sign(op)} {{1}})"),
    };

    private static SqlMapping IntegerQuotient(IntegerType type) => type.Bits == 64
        ? new(call => $"flow_quotient({call.Arguments[0]}, {call.Arguments[1]})", DividesByZero)
        : new(call => $"(CAST({call.Arguments[0]} AS DOUBLE) / nullif({call.Arguments[1]}, 0))", DividesByZero);

    // x % -1 is 0, also for the least integer, where DuckDB sees an overflow.
    private static string Remainder(SqlCall call) => Divisor(call) is not (null or -1)
        ? $"({call.Arguments[0]} % {call.Arguments[1]})"
        : $"({call.Arguments[0]} % (CASE WHEN {call.Arguments[1]} = -1 THEN 1 ELSE {call.Arguments[1]} END))";

    private static string DividesByZero(SqlCall call) =>
        $"({(call.Types[0].Nullable ? call.Arguments[0] + " IS NOT NULL AND " : "")}{call.Arguments[1]} IS NOT DISTINCT FROM 0)";

    // The operands with one digit less than the result: what DuckDB then makes of them is the result's type or wider.
    private static string DecimalSum(SqlCall call, string sign)
    {
        DecimalType result = (DecimalType)call.Result.Type;
        DecimalType operand = result with { Precision = result.Precision - 1 };
        bool widen = operand.Precision == WidestSmallDecimal;
        string type = call.Type(widen ? operand with { Precision = operand.Precision + 1 } : operand);
        string sum = $"(CAST({call.Arguments[0]} AS {type}) {sign} CAST({call.Arguments[1]} AS {type}))";
        return widen ? $"CAST({sum} AS {call.Type(result)})" : sum;
    }

    private static string DecimalProduct(SqlCall call)
    {
        DecimalType result = (DecimalType)call.Result.Type;
        DecimalType left = (DecimalType)call.Types[0].Type;
        string first = call.Arguments[0];
        if (result.Precision > WidestSmallDecimal && left.Precision <= WidestSmallDecimal)
        {
            first = $"CAST({first} AS {call.Type(left with { Precision = WidestSmallDecimal + 1 })})";
        }

        return $"CAST({first} * {call.Arguments[1]} AS {call.Type(result)})";
    }

    private static long? Divisor(SqlCall call) => call.Constants[1] as long?;

    private static string Sign(BoundOperator op) => op switch
    {
        BoundOperator.Add => "+",
        BoundOperator.Subtract => "-",
        BoundOperator.Multiply => "*",
        BoundOperator.Divide => "/",
        _ => throw new System.Diagnostics.UnreachableException(op.ToString()),
    };
}
