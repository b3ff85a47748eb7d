using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>
/// DuckDB's forms of conversions: total values,
/// null where the value does not fit. One argument; <see cref="SqlCall.Result"/> is the target.
/// </summary>
public static class CastMappings
{
    /// <summary>A widening or a cast that <see cref="Conversions.CastAllowed"/> allows.</summary>
    public static SqlMapping DuckDb(FlowType from, FlowType to)
    {
        Func<SqlCall, string> value = Value(from, to, depth: 0);
        return Conversions.CastFails(from, to) ? SqlMapping.NullOnFailure(value) : new SqlMapping(value);
    }

    /// <summary>The text of a source's field as its declared type. Bytes are base64; lists, structs and maps are json.</summary>
    /// <param name="format">Of dates and times, where it is not ISO 8601.</param>
    public static SqlMapping Read(FlowType to, string? format = null) => to switch
    {
        _ when format is not null => SqlMapping.NullOnFailure(call => DateFormats.Read(to, format, call.Arguments[0])),
        TextType => SqlMapping.Template("{0}"),
        BytesType => SqlMapping.NullOnFailure("TRY(from_base64({0}))"),
        ListType or RowType or MapType => SqlMapping.NullOnFailure(
            call => $"TRY(CAST(CAST({call.Arguments[0]} AS JSON) AS {call.Type(to)}))"),
        IntervalType => SqlMapping.NullOnFailure("TRY_CAST({0} AS INTERVAL)"),
        _ => DuckDb(TextType.Instance, to),
    };

    private static Func<SqlCall, string> Value(FlowType from, FlowType to, int depth) => (from, to) switch
    {
        _ when from == to => call => call.Arguments[0],
        (NullType, _) => Cast(to),
        (EnumType, TextType) => call => call.Arguments[0],
        (EnumType a, EnumType b) when a.Values.All(b.Values.Contains) => call => call.Arguments[0],
        (TextType or EnumType, _) => TextCasts.Parse(to),
        (_, TextType) => TextCasts.Print(from),
        (NumericType, NumericType) => NumericCasts.Value((NumericType)from, (NumericType)to),
        (IntegerType, BoolType) => call => $"(CASE {call.Arguments[0]} WHEN 0 THEN false WHEN 1 THEN true END)",
        (BoolType, IntegerType) => Cast(to),
        (InstantType, DateTimeType) => call => $"make_timestamp(epoch_us({call.Arguments[0]}))",
        (DateTimeType, InstantType) => call => $"make_timestamptz(epoch_us({call.Arguments[0]}))",
        (DateType, DateTimeType) or (DateTimeType, DateType or TimeType) => Cast(to),
        (ListType a, ListType b) => Elements(a, b, depth),
        (MapType or RowType, _) => Cast(to),
        _ => throw new System.Diagnostics.UnreachableException($"{from} to {to}"),
    };

    private static Func<SqlCall, string> Cast(FlowType to) => call => $"CAST({call.Arguments[0]} AS {call.Type(to)})";

    // Null where an element does not fit: an element that is null already stays one.
    private static Func<SqlCall, string> Elements(ListType from, ListType to, int depth)
    {
        Func<SqlCall, string> element = Value(from.Element.Type, to.Element.Type, depth + 1);
        string name = $"e{depth}";
        return call =>
        {
            string list = call.Arguments[0];
            string item = element(call with { Arguments = [name], Types = [from.Element], Constants = [null], Result = to.Element });
            string converted = $"list_transform({list}, lambda {name}: {item})";
            return Conversions.CastFails(from.Element.Type, to.Element.Type)
                ? $"(CASE WHEN len(list_filter({list}, lambda {name}: {name} IS NOT NULL AND {item} IS NULL)) = 0 THEN {converted} END)"
                : converted;
        };
    }
}
