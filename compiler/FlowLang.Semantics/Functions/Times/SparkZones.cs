using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Times;

/// <summary>Wall clocks and instants in Spark; the session's zone is UTC, so that both kinds of timestamp convert as they stand.</summary>
internal static class SparkZones
{
    private const string Utc = "'UTC'";

    private static readonly Lazy<string> Names =
        new(() => string.Join(", ", TimeZones.Names.Order(StringComparer.Ordinal).Select(n => $"'{n}'")));

    /// <summary>An instant as the zone's wall clock.</summary>
    public static string ToLocal(string instant, string zone) =>
        zone == Utc ? $"CAST({instant} AS TIMESTAMP_NTZ)" : $"flow_to_zone({instant}, {zone})";

    /// <summary>A wall clock as an instant; null in a gap.</summary>
    public static string ToInstant(string local, string zone, bool later = false) =>
        zone == Utc ? $"CAST({local} AS TIMESTAMP)" : $"flow_at_zone{(later ? "_later" : "")}({local}, {zone})";

    /// <summary>A zone argument: the engine raises an error for a name out of data that it does not know.</summary>
    public static string Zone(SqlCall call, int index) => call.Constants[index] is string
        ? call.Arguments[index]
        : $"(CASE WHEN {call.Arguments[index]} IN ({Names.Value}) THEN {call.Arguments[index]} END)";

    /// <summary>The start of a unit of time in which a value lies.</summary>
    public static string Truncated(SqlCall call)
    {
        (string x, string unit) = (call.Arguments[0], call.Arguments[1]);
        return call.Types[0].Type switch
        {
            DateType => $"CAST(date_trunc('{unit}', CAST({x} AS TIMESTAMP)) AS DATE)",
            DateTimeType => $"CAST(date_trunc('{unit}', CAST({x} AS TIMESTAMP)) AS TIMESTAMP_NTZ)",
            _ when call.Constants[2] is "UTC" => $"date_trunc('{unit}', {x})",
            _ when TimeUnits.MicrosecondsOf(unit) is { } size => $"flow_trunc_zone({x}, {call.Arguments[2]}, {size})",
            _ => $"flow_zone_start(date_trunc('{unit}', from_utc_timestamp({x}, {call.Arguments[2]})), {call.Arguments[2]})",
        };
    }

    /// <summary>A part of a time of day, date, wall clock or, in its zone, an instant.</summary>
    public static string Part(SqlCall call)
    {
        string part = call.Arguments[1];
        if (call.Types[0].Type is TimeType)
        {
            return part == "microsecond" ? $"({call.Arguments[0]} % 1000000)"
                : $"CAST({part}(timestamp_micros({call.Arguments[0]})) AS BIGINT)";
        }

        string local = call.Types[0].Type is InstantType ? ToLocal(call.Arguments[0], call.Arguments[2]) : call.Arguments[0];
        return part switch
        {
            "microsecond" => $"pmod(unix_micros(CAST({local} AS TIMESTAMP)), 1000000L)",
            "week" => $"CAST(weekofyear({local}) AS BIGINT)",
            "day_of_week" => $"CAST(weekday({local}) + 1 AS BIGINT)",
            "day_of_year" => $"CAST(dayofyear({local}) AS BIGINT)",
            _ => $"CAST({part}({local}) AS BIGINT)",
        };
    }

    /// <summary>Microseconds from one time to another, in whole units.</summary>
    public static SqlMapping Between(string size) => new(call => $"(({Micros(call, 1)} - {Micros(call, 0)}) div {size})");

    private static string Micros(SqlCall call, int index) => call.Types[index].Type is InstantType
        ? $"unix_micros({call.Arguments[index]})"
        : $"unix_micros(CAST({call.Arguments[index]} AS TIMESTAMP))";
}
