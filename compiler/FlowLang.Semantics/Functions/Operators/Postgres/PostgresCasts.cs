using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>PostgreSQL's forms of conversions: total values, null where the value does not fit, as <see cref="CastMappings"/>.</summary>
public static class PostgresCasts
{
    public static SqlMapping Of(FlowType from, FlowType to)
    {
        Func<SqlCall, string> value = Value(from, to, depth: 0);
        return Conversions.CastFails(from, to) ? SqlMapping.NullOnFailure(value) : new SqlMapping(value);
    }

    private static Func<SqlCall, string> Value(FlowType from, FlowType to, int depth) => (from, to) switch
    {
        _ when from == to => call => call.Arguments[0],
        (NullType, _) => Cast(to),
        (EnumType, TextType) => call => call.Arguments[0],
        (EnumType a, EnumType b) when a.Values.All(b.Values.Contains) => call => call.Arguments[0],
        (TextType or EnumType, _) => Parse(to),
        (_, TextType) => Print(from),
        (NumericType a, NumericType b) => Number(a, b),
        (IntegerType, BoolType) => call => $"(CASE {call.Arguments[0]} WHEN 0 THEN false WHEN 1 THEN true END)",
        (BoolType, IntegerType) => call => $"CAST(CAST({call.Arguments[0]} AS integer) AS {call.Type(to)})",
        (InstantType, DateTimeType) or (DateTimeType, InstantType) => call => $"timezone('UTC', {call.Arguments[0]})",
        (ListType a, ListType b) => Elements(a, b, depth),
        (MapType or RowType, _) => call => call.Arguments[0],
        _ => Cast(to),
    };

    private static Func<SqlCall, string> Cast(FlowType to) => call => $"CAST({call.Arguments[0]} AS {call.Type(to)})";

    private static Func<SqlCall, string> Number(NumericType from, NumericType to) => (from, to) switch
    {
        (FloatType, IntegerType type) => call => Within($"flow.round_1({call.Arguments[0]})", type, call.Type(to)),
        (DecimalType, IntegerType type) => call => Within($"round({call.Arguments[0]})", type, call.Type(to)),
        (IntegerType a, IntegerType b) when a.Bits > b.Bits => call => Within(call.Arguments[0], b, call.Type(to)),
        (FloatType, DecimalType type) => call => $"flow.to_decimal_1({call.Arguments[0]}, {type.Scale}, {PostgresSql.Bound(type)})",
        (FloatType a, FloatType b) when a.Bits > b.Bits => call => $"flow.to_float32_1({call.Arguments[0]})",
        (_, DecimalType type) when Conversions.CastFails(from, to) => call =>
            $"(CASE WHEN abs(round(CAST({call.Arguments[0]} AS numeric), {type.Scale})) < {PostgresSql.Bound(type)} " +
            $"THEN CAST({call.Arguments[0]} AS {call.Type(to)}) END)",
        _ => Cast(to),
    };

    // NaN is above every number.
    private static string Within(string value, IntegerType type, string name) => type.Bits switch
    {
        16 => $"(CASE WHEN {value} BETWEEN -32768 AND 32767 THEN CAST({value} AS {name}) END)",
        32 => $"(CASE WHEN {value} BETWEEN -2147483648 AND 2147483647 THEN CAST({value} AS {name}) END)",
        _ => $"(CASE WHEN {value} >= -9223372036854775808 AND {value} < 9223372036854775808 THEN CAST({value} AS {name}) END)",
    };

    /// <summary>Strict text forms, as <see cref="TextCasts.Parse"/>.</summary>
    private static Func<SqlCall, string> Parse(FlowType to) => to switch
    {
        BoolType => Call("flow.read_bool_1"),
        IntegerType type => Call($"flow.read_int{type.Bits}_1"),
        FloatType type => Call($"flow.read_float{type.Bits}_1"),
        DecimalType type => call => $"flow.read_decimal_1({call.Arguments[0]}, {type.Scale}, {PostgresSql.Bound(type)})",
        DateType => Call("flow.read_date_1"),
        TimeType => Call("flow.read_time_1"),
        InstantType => Call("flow.read_instant_1"),
        DateTimeType => Call("flow.read_datetime_1"),
        UuidType => Call("flow.read_uuid_1"),
        BytesType => call => $"convert_to({call.Arguments[0]}, 'UTF8')",
        JsonType => Call("flow.read_json_1"),
        TextType => call => call.Arguments[0],
        EnumType set => call =>
            $"(CASE WHEN {call.Arguments[0]} IN ({string.Join(", ", set.Values.Select(SqlText.Quote))}) THEN {call.Arguments[0]} END)",
        _ => throw new System.Diagnostics.UnreachableException(to.ToString()),
    };

    /// <summary>As <see cref="TextCasts.Print"/>.</summary>
    public static Func<SqlCall, string> Print(FlowType from) => from switch
    {
        FloatType => Call("flow.float_text_1"),
        InstantType => call => $"(replace(CAST(timezone('UTC', {call.Arguments[0]}) AS text), ' ', 'T') || 'Z')",
        DateTimeType => call => $"replace(CAST({call.Arguments[0]} AS text), ' ', 'T')",
        BytesType => Call("flow.read_utf8_1"),
        _ => call => $"CAST({call.Arguments[0]} AS text)",
    };

    private static Func<SqlCall, string> Call(string name) => call => $"{name}({call.Arguments[0]})";

    // As in CastMappings: null where an element does not fit.
    private static Func<SqlCall, string> Elements(ListType from, ListType to, int depth)
    {
        Func<SqlCall, string> element = Value(from.Element.Type, to.Element.Type, depth + 1);
        string name = $"e{depth}";
        return call =>
        {
            string list = call.Arguments[0];
            string item = element(call with { Arguments = [name], Types = [from.Element], Constants = [null], Result = to.Element });
            string converted = $"ARRAY(SELECT {item} FROM unnest({list}) WITH ORDINALITY AS t({name}, n) ORDER BY n)";
            string misfit = Conversions.CastFails(from.Element.Type, to.Element.Type)
                ? $" AND NOT EXISTS (SELECT FROM unnest({list}) AS t({name}) WHERE {name} IS NOT NULL AND {item} IS NULL)"
                : "";
            return $"(CASE WHEN {list} IS NOT NULL{misfit} THEN {converted} END)";
        };
    }
}
