using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>
/// Sums, means and spreads in PostgreSQL. Its sums of integers and decimals are exact numerics, so only a total is tested; a sum of floats
/// raises an error where it overflows, so large values are added apart, divided by 2^64.
/// </summary>
internal static class PostgresTotals
{
    private const string Largest = "1e150";

    public static string Sum(SqlCall call) => call.Types[0].Type switch
    {
        IntegerType => $"(CASE WHEN {Plain("sum", call)} BETWEEN -9223372036854775808 AND 9223372036854775807 " +
            $"THEN CAST({Plain("sum", call)} AS bigint) END)",
        DecimalType => $"(CASE WHEN abs({Plain("sum", call)}) < {Operators.PostgresSql.Bound((DecimalType)call.Result.Type)} " +
            $"THEN {Plain("sum", call)} END)",
        _ => FloatSum(call),
    };

    public static string SumFailed(SqlCall call) => call.Types[0].Type is FloatType ? "false" : Failed(call, Sum(call));

    public static string Mean(SqlCall call) => call.Types[0].Type switch
    {
        IntegerType => $"CAST({Plain("avg", call)} AS double precision)",
        DecimalType => $"flow.divide_1({Plain("sum", call)}, CAST({Plain("count", call)} AS numeric), " +
            $"{Operators.PostgresSql.Rounding((DecimalType)call.Result.Type)})",
        _ => $"flow.divide_1({FloatSum(call)}, CAST({Plain("count", call)} AS double precision))",
    };

    public static string MeanFailed(SqlCall call) => call.Types[0].Type is DecimalType ? Failed(call, Mean(call)) : "false";

    /// <summary>Between the neighbours, of the list of a group's values.</summary>
    public static string Percentile(SqlCall call, string fraction)
    {
        string x = call.Arguments[0];
        string list = call.Over.Length > 0
            ? $"flow.sorted_1({Operators.PostgresSql.Present($"array_agg({x})", call)})"
            : Operators.PostgresSql.Present($"array_agg({x} ORDER BY {x})", call);
        return $"flow.percentile_1({list}, {fraction})";
    }

    /// <summary>As <see cref="Aggregates.Spread"/>.</summary>
    public static SqlMapping Spread(string function) => new(
        call => $"(CASE WHEN {Infinite(call)} " +
            $"THEN CASE WHEN {Plain("count", call)} > 1 THEN CAST('NaN' AS double precision) END " +
            $"WHEN {Overflows(call)} THEN NULL " +
            $"ELSE {function}(CASE WHEN abs({call.Arguments[0]}) <= {Largest} THEN {call.Arguments[0]} END){call.Over} END)",
        call => $"(NOT {Infinite(call)} AND {Overflows(call)})");

    private static string Infinite(SqlCall call) => $"coalesce(bool_or(abs({call.Arguments[0]}) >= 'Infinity'){call.Over}, false)";

    private static string Overflows(SqlCall call) => $"coalesce(max(abs({call.Arguments[0]})){call.Over} > {Largest}, false)";

    private static string FloatSum(SqlCall call)
    {
        string x = call.Arguments[0];
        return $"flow.total_1(sum({x}) FILTER (WHERE abs({x}) < 1e290){call.Over}, " +
            $"sum({x} / 18446744073709551616e0) FILTER (WHERE abs({x}) >= 1e290){call.Over})";
    }

    private static string Plain(string function, SqlCall call) => $"{function}({call.Arguments[0]}){call.Over}";

    private static string Failed(SqlCall call, string value) => $"({Plain("count", call)} > 0 AND {value} IS NULL)";
}
