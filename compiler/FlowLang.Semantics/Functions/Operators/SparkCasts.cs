using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Spark's forms of conversions: total values, null where the value does not fit.</summary>
public static class SparkCasts
{
    // The engine divides an integer by a power of ten: both are exact up to here.
    private const int ExactInDouble = 15;

    /// <summary>A widening or a cast that <see cref="Conversions.CastAllowed"/> allows.</summary>
    public static SqlMapping Of(FlowType from, FlowType to)
    {
        Func<SqlCall, string> value = Value(from, to);
        return Conversions.CastFails(from, to) ? SqlMapping.NullOnFailure(value) : new SqlMapping(value);
    }

    /// <summary>The text of a source's field as its declared type; null where the engine reads it otherwise.</summary>
    public static SqlMapping? Read(FlowType to) => to switch
    {
        TextType => SqlMapping.Template("{0}"),
        BytesType => SqlMapping.NullOnFailure("try_to_binary({0}, 'base64')"),
        ListType or RowType or MapType or IntervalType => null,
        _ => Of(TextType.Instance, to),
    };

    /// <summary>Whether elements of such lists are converted by a function that only the session has.</summary>
    public static bool IsLambdaRefused(ListType from, ListType to)
    {
        SqlCall item = new(["e"], [from.Element], [null], to.Element, type => $"{type}");
        return !ReadsIntegers(from, to)
            && Value(from.Element.Type, to.Element.Type)(item).Contains("flow_", StringComparison.Ordinal);
    }

    private static bool ReadsIntegers(ListType from, ListType to) => from.Element.Type is TextType && to.Element.Type is IntegerType;

    private static Func<SqlCall, string> Value(FlowType from, FlowType to) => (from, to) switch
    {
        _ when from == to => call => call.Arguments[0],
        (NullType, _) => Cast(to),
        (EnumType, TextType) => call => call.Arguments[0],
        (EnumType a, EnumType b) when a.Values.All(b.Values.Contains) => call => call.Arguments[0],
        (TextType or EnumType, _) => Parse(to),
        (_, TextType) => Print(from),
        (NumericType, NumericType) => Number((NumericType)from, (NumericType)to),
        (IntegerType, BoolType) => call => $"(CASE {call.Arguments[0]} WHEN 0 THEN false WHEN 1 THEN true END)",
        (DateTimeType, TimeType) => call => $"pmod(unix_micros(CAST({call.Arguments[0]} AS TIMESTAMP)), 86400000000)",
        (ListType a, ListType b) => Elements(a, b),
        _ => Cast(to),
    };

    private static Func<SqlCall, string> Cast(FlowType to) => call => $"CAST({call.Arguments[0]} AS {call.Type(to)})";

    private static Func<SqlCall, string> Call(string name) => call => $"{name}({call.Arguments[0]})";

    private static Func<SqlCall, string> Parse(FlowType to) => to switch
    {
        BoolType => Call("flow_read_bool"),
        IntegerType type => Call($"flow_read_int{type.Bits}"),
        FloatType type => Call($"flow_read_float{type.Bits}"),
        DecimalType => call => $"try_cast(flow_plain_decimal({call.Arguments[0]}) AS {call.Type(to)})",
        DateType => Call("flow_read_date"),
        TimeType => Call("flow_read_time"),
        InstantType => Call("flow_read_instant"),
        DateTimeType => Call("flow_read_datetime"),
        UuidType => Call("flow_read_uuid"),
        BytesType => call => $"CAST({call.Arguments[0]} AS BINARY)",
        JsonType => Call("flow_read_json"),
        TextType => call => call.Arguments[0],
        EnumType set => call =>
            $"(CASE WHEN {call.Arguments[0]} IN ({string.Join(", ", set.Values.Select(SparkText.Quote))}) THEN {call.Arguments[0]} END)",
        _ => throw new System.Diagnostics.UnreachableException(to.ToString()),
    };

    private static Func<SqlCall, string> Print(FlowType from) => from switch
    {
        FloatType type => Call(FloatText(type)),
        InstantType => Call("flow_instant_text"),
        DateTimeType => Call("flow_datetime_text"),
        TimeType => Call("flow_time_text"),
        BytesType => Call("flow_read_text"),
        UuidType or JsonType => call => call.Arguments[0],
        _ => call => $"CAST({call.Arguments[0]} AS STRING)",
    };

    private static string FloatText(FloatType type) => type.Bits == 32 ? "flow_float32_text" : "flow_float64_text";

    private static Func<SqlCall, string> Number(NumericType from, NumericType to) => (from, to) switch
    {
        (FloatType, IntegerType) => call => $"try_cast(flow_int64(flow_round({call.Arguments[0]})) AS {call.Type(to)})",
        (FloatType a, DecimalType) => call => $"try_cast({FloatText(a)}({call.Arguments[0]}) AS {call.Type(to)})",
        (DecimalType a, FloatType { Bits: 64 }) when a.Precision <= ExactInDouble => Cast(to),
        (DecimalType, FloatType) => call => $"CAST(CAST({call.Arguments[0]} AS STRING) AS {call.Type(to)})",
        (FloatType a, FloatType b) when a.Bits > b.Bits => Call("flow_float32"),
        (DecimalType, IntegerType) => call => $"try_cast(round({call.Arguments[0]}, 0) AS {call.Type(to)})",
        _ => Conversions.CastFails(from, to) ? call => $"try_cast({call.Arguments[0]} AS {call.Type(to)})" : Cast(to),
    };

    // Null where an element does not fit: an element that is null already stays one. The engine has no functions of its session inside
    // a lambda, so that integers are read by a text of their own.
    private static Func<SqlCall, string> Elements(ListType from, ListType to)
    {
        Func<SqlCall, string> element = ReadsIntegers(from, to)
            ? call => $"CASE WHEN e RLIKE '^[+-]?[0-9]+\\\\z' THEN try_cast(e AS {call.Type(to.Element.Type)}) END"
            : Value(from.Element.Type, to.Element.Type);
        return call =>
        {
            string list = call.Arguments[0];
            string item = element(call with { Arguments = ["e"], Types = [from.Element], Constants = [null], Result = to.Element });
            string converted = $"transform({list}, e -> {item})";
            return Conversions.CastFails(from.Element.Type, to.Element.Type)
                ? $"(CASE WHEN NOT exists({list}, e -> e IS NOT NULL AND ({item}) IS NULL) THEN {converted} END)"
                : converted;
        };
    }
}
