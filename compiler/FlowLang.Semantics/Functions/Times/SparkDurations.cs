using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

/// <summary>A time and a duration, in Spark.</summary>
internal static class SparkDurations
{
    public static string Add(SqlCall call)
    {
        (string x, string duration) = (call.Arguments[0], call.Arguments[1]);
        return (call.Types[0].Type, call.Result.Type) switch
        {
            (TimeType, _) => $"pmod({x} + {duration}.microseconds, 86400000000)",
            (InstantType, _) => $"flow_add_instant({x}, {duration})",
            (DateType, DateType) => $"CAST(flow_add_datetime(CAST({x} AS TIMESTAMP_NTZ), {duration}) AS DATE)",
            _ => $"flow_add_datetime(CAST({x} AS TIMESTAMP_NTZ), {duration})",
        };
    }
}
