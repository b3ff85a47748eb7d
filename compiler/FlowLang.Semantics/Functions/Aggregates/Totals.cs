using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>
/// Sums and means. DuckDB adds integers in 128 bits, which no number of rows overflows, and decimals in 38 digits, which wide ones can:
/// those are added in two halves of 64 bits.
/// </summary>
internal static class Totals
{
    // 10^12 rows of 26 digits stay below 38 digits.
    private const int WidestSafe = 26;

    public static FlowType DecimalSum(ImmutableArray<BoundExpression> arguments) =>
        new DecimalType(DecimalType.MaxPrecision, ScaleOf(arguments[0]));

    public static FlowType DecimalMean(ImmutableArray<BoundExpression> arguments) =>
        new DecimalType(DecimalType.MaxPrecision, Math.Min(12, Math.Max(6, ScaleOf(arguments[0]) + 4)));

    public static bool CanOverflow(ImmutableArray<BoundExpression> arguments) =>
        arguments[0].Type.Type is DecimalType { Precision: > WidestSafe };

    /// <summary>The call of `sum_if` as one of `sum`: what the condition is not true for is null.</summary>
    public static SqlCall Where(SqlCall call) => call with
    {
        Arguments = [$"(CASE WHEN {call.Arguments[1]} THEN {call.Arguments[0]} END)"],
        Types = [call.Types[0].OrNull],
        Constants = [null],
    };

    public static string Sum(SqlCall call) => call.Types[0].Type switch
    {
        IntegerType => $"TRY_CAST({Plain("sum", call)} AS BIGINT)",
        DecimalType type when type.Precision <= WidestSafe => Plain("sum", call),
        DecimalType type =>
            $"TRY_CAST(flow_total({Half("high", call)}, {Half("low", call)}, {type.Scale}) AS {call.Type(call.Result.Type)})",
        _ => $"(CASE WHEN isfinite({Plain("sum", call)}) THEN {Plain("fsum", call)} ELSE {Plain("sum", call)} END)",
    };

    public static string SumFailed(SqlCall call) => call.Types[0].Type is FloatType ? "false" : Failed(call, Sum(call));

    public static string Mean(SqlCall call) => call.Types[0].Type switch
    {
        IntegerType => Plain("avg", call),
        DecimalType type when type.Precision <= WidestSafe =>
            $"CAST(flow_divide_{MeanScale(call)}({Plain("sum", call)}, {Plain("count", call)}) AS {call.Type(call.Result.Type)})",
        DecimalType type => $"TRY_CAST(flow_mean({Half("high", call)}, {Half("low", call)}, {Plain("count", call)}, {type.Scale}, " +
            $"{MeanScale(call)}) AS {call.Type(call.Result.Type)})",
        _ => $"(CASE WHEN isfinite({Plain("sum", call)}) THEN {Plain("favg", call)} ELSE {Plain("avg", call)} END)",
    };

    public static string MeanFailed(SqlCall call) => call.Types[0].Type is DecimalType ? Failed(call, Mean(call)) : "false";

    /// <summary>Generated C# adds up to 18 digits in 128 bits and wider decimals in 192.</summary>
    public static CSharpAccumulator SumInCSharp { get; } = new(call => call.Types[0].Type switch
    {
        IntegerType => "IntegerSum",
        DecimalType { Precision: <= CSharpTypes.WidestSmallDecimal } => "SmallDecimalSum",
        DecimalType => "DecimalSum",
        _ => "FloatSum",
    })
    {
        Try = call => call.Types[0].Type is IntegerType or DecimalType { Precision: > CSharpTypes.WidestSmallDecimal }
            ? "TryResult("
            : null,
    };

    public static CSharpAccumulator MeanInCSharp { get; } = new(call => call.Types[0].Type switch
    {
        IntegerType => "IntegerMean",
        DecimalType => "DecimalMean",
        _ => "FloatMean",
    })
    {
        Try = call => (call.Types[0].Type, call.Result.Type) is (DecimalType from, DecimalType to)
            ? $"TryResult({to.Scale - from.Scale}, "
            : null,
    };

    private static string Plain(string function, SqlCall call) => $"{function}({call.Arguments[0]}){call.Over}";

    private static string Half(string half, SqlCall call) =>
        $"sum(flow_{half}({call.Arguments[0]})){call.Over}";

    private static string Failed(SqlCall call, string value) => $"({Plain("count", call)} > 0 AND {value} IS NULL)";

    private static int MeanScale(SqlCall call) => ((DecimalType)call.Result.Type).Scale;

    private static int ScaleOf(BoundExpression argument) => ((DecimalType)argument.Type.Type).Scale;
}
