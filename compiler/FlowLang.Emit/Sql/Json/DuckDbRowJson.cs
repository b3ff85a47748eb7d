using FlowLang.Emit.Sql.Dialects;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Json;

/// <summary>Rows as JSON in the embedded engine.</summary>
internal sealed class DuckDbRowJson(DuckDbDialect dialect) : RowJson(dialect)
{
    protected override string Items(ListType type, string list, int depth)
    {
        string item = $"e{depth}";
        return $"array_to_string(list_transform({list}, lambda {item}: {Value(type.Element.Type, item, depth + 1)}), ',')";
    }

    protected override string Entries(MapType type, string map, int depth)
    {
        string entry = $"e{depth}";
        string member = Concat([Quoted($"{entry}.key"), "':'", Value(type.Value.Type, $"{entry}.value", depth + 1)]);
        return $"array_to_string(list_transform(list_sort(map_entries({map})), lambda {entry}: {member}), ',')";
    }

    protected override string Field(RowType type, string operand, RowField field) =>
        $"struct_extract({operand}, {Dialect.Text(field.Name)})";

    protected override string Concat(IReadOnlyList<string> parts) => $"concat({string.Join(", ", parts)})";

    protected override string Quoted(string text) => $"CAST(to_json({text}) AS VARCHAR)";

    protected override string Base64(string bytes) => $"to_base64({bytes})";

    protected override string IsFinite(string number) => $"isfinite({number})";

    protected override (string Months, string Days, string Microseconds) Parts(string interval) => (
        $"(date_part('year', {interval}) * 12 + date_part('month', {interval}))",
        $"date_part('day', {interval})",
        $"(date_part('hour', {interval}) * 3600000000 + date_part('minute', {interval}) * 60000000 "
            + $"+ date_part('microsecond', {interval}))");

    protected override string Text(FlowType type, string value, int depth) => type is JsonType
        ? $"translate(CAST({value} AS VARCHAR), chr(10) || chr(13), '  ')"
        : CastMappings.DuckDb(type, TextType.Instance).Value(ToText(type, value));
}
