using System.Globalization;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>
/// Sums and means in Spark. Integers add up as decimals; decimals add up in ten digits more than they have, wide ones in two halves of 19
/// digits and a carry.
/// </summary>
internal static class SparkTotals
{
    private const int WidestSafe = 26;

    public static SqlMapping Sum { get; } = new(SumOf, SumFailed);

    public static SqlMapping Mean { get; } = new(MeanOf, MeanFailed);

    public static SqlMapping SumIf { get; } = new(call => SumOf(Totals.Where(call)), call => SumFailed(Totals.Where(call)));

    public static SqlMapping MeanIf { get; } = new(call => MeanOf(Totals.Where(call)), call => MeanFailed(Totals.Where(call)));

    private static string SumOf(SqlCall call) => call.Types[0].Type switch
    {
        IntegerType { Bits: 64 } => $"try_cast({Whole(call)} AS BIGINT)",
        IntegerType => Plain("sum", call),
        DecimalType type when type.Precision <= WidestSafe => $"CAST({Plain("sum", call)} AS {call.Type(call.Result.Type)})",
        DecimalType type =>
            $"try_cast(flow_total({Half("high", call)}, {Half("low", call)}) || 'e-{Number(type.Scale)}' AS {call.Type(call.Result.Type)})",
        _ => Plain("sum", call),
    };

    private static string SumFailed(SqlCall call) => call.Types[0].Type is FloatType ? "false" : Failed(call, SumOf(call));

    private static string MeanOf(SqlCall call)
    {
        if (call.Types[0].Type is not DecimalType type)
        {
            string total = call.Types[0].Type is IntegerType ? $"CAST({Whole(call)} AS DOUBLE)" : Plain("sum", call);
            return $"({total} / nullif(CAST({Plain("count", call)} AS DOUBLE), 0))";
        }

        int scale = ((DecimalType)call.Result.Type).Scale;
        string halves = type.Precision <= WidestSafe
            ? $"CAST(0 AS DECIMAL(38, 0)), flow_unscaled(CAST({Plain("sum", call)} AS STRING))"
            : $"{Half("high", call)}, {Half("low", call)}";
        return $"try_cast(flow_mean({halves}, {Plain("count", call)}, {Number(scale - type.Scale)}) || 'e-{Number(scale)}' " +
            $"AS {call.Type(call.Result.Type)})";
    }

    private static string MeanFailed(SqlCall call) => call.Types[0].Type is DecimalType ? Failed(call, MeanOf(call)) : "false";

    private static string Plain(string function, SqlCall call) => $"{function}({call.Arguments[0]}){call.Over}";

    private static string Whole(SqlCall call) => $"sum(CAST({call.Arguments[0]} AS DECIMAL(19, 0))){call.Over}";

    private static string Half(string half, SqlCall call) =>
        $"sum(flow_{half}(flow_unscaled(CAST({call.Arguments[0]} AS STRING)))){call.Over}";

    private static string Failed(SqlCall call, string value) => $"({Plain("count", call)} > 0 AND {value} IS NULL)";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
