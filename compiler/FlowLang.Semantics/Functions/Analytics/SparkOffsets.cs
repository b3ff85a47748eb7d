namespace FlowLang.Semantics.Functions.Analytics;

/// <summary>`lag` and `lead` in Spark: the distance is a literal of 32 bits; beyond that no partition reaches.</summary>
internal static class SparkOffsets
{
    public static string Of(string function, SqlCall call)
    {
        long rows = call.Constants[1] is long value ? Math.Min(value, int.MaxValue) : 1;
        string other = call.Arguments.Length > 2 ? $", {call.Arguments[2]}" : "";
        return $"{function}({call.Arguments[0]}, {rows}{other}){call.Over}";
    }
}
