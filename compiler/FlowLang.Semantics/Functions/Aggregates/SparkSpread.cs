namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>Sample deviation and variance in Spark, with the limits of the others.</summary>
internal static class SparkSpread
{
    private const string Largest = "1e150D";
    private const string Infinity = "double('Infinity')";

    public static SqlMapping With(string function) => new(
        call => $"(CASE WHEN {Any(call)} THEN CASE WHEN count({call.Arguments[0]}){call.Over} > 1 THEN double('NaN') END " +
            $"WHEN {Overflows(call)} THEN NULL " +
            $"ELSE {function}(CASE WHEN abs({call.Arguments[0]}) <= {Largest} THEN {call.Arguments[0]} END){call.Over} END)",
        call => $"(NOT {Any(call)} AND {Overflows(call)})");

    // NaN is above infinity.
    private static string Any(SqlCall call) => $"coalesce(max(abs({call.Arguments[0]})){call.Over} >= {Infinity}, false)";

    private static string Overflows(SqlCall call) => $"coalesce(max(abs({call.Arguments[0]})){call.Over} > {Largest}, false)";
}
