using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Functions.Operators;

/// <summary>Pieces of PostgreSQL's SQL that several mappings share.</summary>
internal static class PostgresSql
{
    /// <summary>Order and character classes by code point, whatever the database's locale.</summary>
    public static string ByCodePoint(string text) => $"({text} COLLATE \"C\")";

    /// <summary>An operand of an order: texts by code point.</summary>
    public static string Ordered(FlowType type, string value) => type is TextType or EnumType ? ByCodePoint(value) : value;

    /// <summary>The first power of ten that a decimal does not hold.</summary>
    public static string Bound(DecimalType type) => "1" + new string('0', type.Precision - type.Scale);

    /// <summary>The last arguments of <c>flow.divide_1</c>: twice the units of one, the unit, the bound.</summary>
    public static string Rounding(DecimalType type)
    {
        string zeros = new('0', type.Scale);
        return $"2{zeros}, {(type.Scale == 0 ? "1" : $"0.{zeros[1..]}1")}, {Bound(type)}";
    }

    /// <summary>A whole number as an integer of 32 bits, which most of PostgreSQL's functions take.</summary>
    public static string Int32(string value, long least) => $"CAST(least(greatest({value}, {least}), 2147483647) AS integer)";

    /// <summary>The value where the list is there: a subquery over a null list would give an empty one.</summary>
    public static string WhereList(string list, string value) => $"(CASE WHEN {list} IS NOT NULL THEN {value} END)";

    /// <summary>An aggregate of the values that are there, also over a window.</summary>
    public static string Present(string aggregate, SqlCall call) =>
        $"{aggregate} FILTER (WHERE {call.Arguments[0]} IS NOT NULL){call.Over}";

    /// <summary>The argument as a value with an order of PostgreSQL's own, and the way back.</summary>
    public static string Extreme(string function, SqlCall call, string value) => call.Types[0].Type switch
    {
        BoolType => $"bool_{(function == "min" ? "and" : "or")}({value}){call.Over}",
        UuidType => $"CAST({function}({ByCodePoint($"CAST({value} AS text)")}){call.Over} AS uuid)",
        BytesType => $"decode({function}({ByCodePoint($"encode({value}, 'hex')")}){call.Over}, 'hex')",
        _ => $"{function}({Ordered(call.Types[0].Type, value)}){call.Over}",
    };

    /// <summary>`greatest` and `least`.</summary>
    public static string Choice(string function, SqlCall call) =>
        $"{function}({string.Join(", ", call.Arguments.Select((a, i) => Ordered(call.Types[i].Type, a)))})";

    /// <summary>Whole units between two times, toward zero.</summary>
    public static string Units(SqlCall call, string seconds) =>
        $"CAST(div(extract(epoch FROM ({call.Arguments[1]} - {call.Arguments[0]})), {seconds}) AS bigint)";

    /// <summary>The calls' texts as a list of text literals.</summary>
    public static string Names(ImmutableArray<string> names) => $"ARRAY[{string.Join(", ", names.Select(SqlText.Quote))}]";
}
