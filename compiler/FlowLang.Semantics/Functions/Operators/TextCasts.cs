using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Strict text forms: what is read is not trimmed or guessed; what is written reads back as the same value.</summary>
internal static class TextCasts
{
    /// <summary>The function that writes a float.</summary>
    public static string FloatText(FloatType type) => type.Bits == 32 ? "flow_float32_text" : "flow_float64_text";

    public static Func<SqlCall, string> Parse(FlowType to) => to switch
    {
        BoolType => Call("flow_read_bool"),
        IntegerType type => Call($"flow_read_int{type.Bits}"),
        FloatType type => Call($"flow_read_float{type.Bits}"),
        DecimalType => call => $"TRY_CAST(flow_plain_decimal({call.Arguments[0]}) AS {call.Type(to)})",
        DateType => Call("flow_read_date"),
        TimeType => Call("flow_read_time"),
        InstantType => Call("flow_read_instant"),
        DateTimeType => Call("flow_read_datetime"),
        UuidType => Call("flow_read_uuid"),
        BytesType => Call("encode"),
        JsonType => call => $"TRY_CAST({call.Arguments[0]} AS JSON)",
        TextType => call => call.Arguments[0],
        EnumType set => call =>
            $"(CASE WHEN {call.Arguments[0]} IN ({string.Join(", ", set.Values.Select(SqlText.Quote))}) THEN {call.Arguments[0]} END)",
        _ => throw new System.Diagnostics.UnreachableException(to.ToString()),
    };

    public static Func<SqlCall, string> Print(FlowType from) => from switch
    {
        FloatType type => Call(FloatText(type)),
        InstantType => Call("flow_instant_text"),
        DateTimeType => Call("flow_datetime_text"),
        BytesType => call =>
            $"(CASE WHEN NOT contains(TRY(decode({call.Arguments[0]})), chr(0)) " +
            $"THEN TRY(decode({call.Arguments[0]})) END)",

        // DuckDB leaves out the zero before the point where the type has no whole digits.
        DecimalType number when number.Precision == number.Scale =>
            call => $"regexp_replace(CAST({call.Arguments[0]} AS VARCHAR), '^(-?)[.]', '\\10.')",
        _ => call => $"CAST({call.Arguments[0]} AS VARCHAR)",
    };

    private static Func<SqlCall, string> Call(string name) => call => $"{name}({call.Arguments[0]})";
}
