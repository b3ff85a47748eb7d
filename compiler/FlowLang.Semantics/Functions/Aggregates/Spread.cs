namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>Sample deviation and variance, which DuckDB refuses for what is not finite and where squares overflow.</summary>
internal static class Spread
{
    private const string Largest = "1e150";

    public static SqlMapping With(string function) => new(
        call => $"(CASE WHEN {Any(call, "NOT isfinite")} " +
            $"THEN CASE WHEN count({call.Arguments[0]}){call.Over} > 1 THEN CAST('NaN' AS DOUBLE) END " +
            $"WHEN {Overflows(call)} THEN NULL " +
            $"ELSE {function}(CASE WHEN abs({call.Arguments[0]}) <= {Largest} THEN {call.Arguments[0]} END){call.Over} END)",
        call => $"(NOT {Any(call, "NOT isfinite")} AND {Overflows(call)})");

    private static string Any(SqlCall call, string test) => $"coalesce(bool_or({test}({call.Arguments[0]})){call.Over}, false)";

    private static string Overflows(SqlCall call) => $"coalesce(max(abs({call.Arguments[0]})){call.Over} > {Largest}, false)";
}
