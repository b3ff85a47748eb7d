using FlowLang.Emit.Sql.Dialects;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Json;

/// <summary>Rows as JSON in PostgreSQL, where structs, maps and lists of lists are jsonb: their parts are read out of it.</summary>
internal sealed class PostgresRowJson(PostgresDialect dialect) : RowJson(dialect)
{
    protected override string Items(ListType type, string list, int depth)
    {
        (string item, string number) = ($"e{depth}", $"n{depth}");
        bool isDocument = type.Element.Type is ListType;
        string value = isDocument ? Part(type.Element.Type, item) : item;
        string items = isDocument ? $"jsonb_array_elements({list})" : $"unnest({list})";
        return $"(SELECT string_agg({Value(type.Element.Type, value, depth + 1)}, ',' ORDER BY {number}) "
            + $"FROM {items} WITH ORDINALITY AS t{depth}({item}, {number}))";
    }

    protected override string Entries(MapType type, string map, int depth)
    {
        (string key, string item) = ($"k{depth}", $"e{depth}");
        string member = Concat([Quoted(key), "':'", Value(type.Value.Type, Part(type.Value.Type, item), depth + 1)]);
        return $"(SELECT string_agg({member}, ',' ORDER BY {key} COLLATE \"C\") FROM jsonb_each({map}) AS t{depth}({key}, {item}))";
    }

    protected override string Field(RowType type, string operand, RowField field) =>
        Part(field.Type.Type, $"({operand} -> {Dialect.Text(field.Name)})");

    protected override string Concat(IReadOnlyList<string> parts) => $"({string.Join(" || ", parts)})";

    protected override string Quoted(string text) => $"CAST(to_json({text}) AS text)";

    protected override string Base64(string bytes) => $"translate(encode({bytes}, 'base64'), chr(10), '')";

    protected override string IsFinite(string number) => $"abs({number}) < CAST('Infinity' AS double precision)";

    protected override (string Months, string Days, string Microseconds) Parts(string interval) => (
        $"CAST(extract(year FROM {interval}) * 12 + extract(month FROM {interval}) AS bigint)",
        $"CAST(extract(day FROM {interval}) AS bigint)",
        $"CAST(extract(hour FROM {interval}) * 3600000000 + extract(minute FROM {interval}) * 60000000 "
            + $"+ extract(microseconds FROM {interval}) AS bigint)");

    protected override string Text(FlowType type, string value, int depth) =>
        PostgresCasts.Of(type, TextType.Instance).Value(ToText(type, value));

    private string Part(FlowType type, string json) => type is ListType { Element.Type: ListType }
        ? $"nullif({json}, 'null')"
        : PostgresJson.Value(json, type, Dialect.Type);
}
