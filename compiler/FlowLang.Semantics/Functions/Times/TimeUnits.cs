namespace FlowLang.Semantics.Functions.Times;

/// <summary>The words for units and parts of time.</summary>
internal static class TimeUnits
{
    public static FunctionParameter Unit { get; } =
        FunctionParameter.Word("unit", "second", "minute", "hour", "day", "week", "month", "quarter", "year");

    public static FunctionParameter DateUnit { get; } = FunctionParameter.Word("unit", "day", "week", "month", "quarter", "year");

    public static FunctionParameter Part { get; } = FunctionParameter.Word(
        "part", "year", "quarter", "month", "week", "day", "day_of_week", "day_of_year", "hour", "minute", "second", "microsecond");

    public static FunctionParameter DatePart { get; } =
        FunctionParameter.Word("part", "year", "quarter", "month", "week", "day", "day_of_week", "day_of_year");

    public static FunctionParameter TimePart { get; } = FunctionParameter.Word("part", "hour", "minute", "second", "microsecond");

    /// <summary>The size of a unit that is the same on every day; null for days and longer ones.</summary>
    public static long? MicrosecondsOf(string unit) => unit switch
    {
        "second" => 1_000_000,
        "minute" => 60_000_000,
        "hour" => 3_600_000_000,
        _ => null,
    };

    /// <summary>DuckDB's name of a part.</summary>
    public static string PartName(string part) => part switch
    {
        "day_of_week" => "isodow",
        "day_of_year" => "doy",
        _ => part,
    };
}
