using FlowLang.Emit.Sql.Dialects;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Json;

/// <summary>Rows as JSON in Spark. Inside a list or map its functions of the session can't be called.</summary>
internal sealed class SparkRowJson(SparkDialect dialect) : RowJson(dialect)
{
    protected override string Items(ListType type, string list, int depth)
    {
        string item = $"e{depth}";
        return $"array_join(transform({list}, {item} -> {Value(type.Element.Type, item, depth + 1)}), ',')";
    }

    protected override string Entries(MapType type, string map, int depth)
    {
        string key = $"e{depth}";
        string member = Concat([Quoted(key), "':'", Value(type.Value.Type, $"{map}[{key}]", depth + 1)]);
        return $"array_join(transform(array_sort(map_keys({map})), {key} -> {member}), ',')";
    }

    protected override string Field(RowType type, string operand, RowField field) => $"{operand}.{Dialect.Quote(field.Name)}";

    protected override string Concat(IReadOnlyList<string> parts) => $"concat({string.Join(", ", parts)})";

    // What writes JSON takes no text, only what holds some.
    protected override string Quoted(string text) => $"regexp_extract(to_json(array({text})), '(?s)^.(.*).$', 1)";

    protected override string Base64(string bytes) => $"replace(base64({bytes}), {SparkText.Quote("\r\n")}, '')";

    protected override string IsFinite(string number) => $"abs({number}) < double('Infinity')";

    protected override (string Months, string Days, string Microseconds) Parts(string interval) =>
        ($"{interval}.months", $"{interval}.days", $"{interval}.microseconds");

    protected override string Text(FlowType type, string value, int depth) => type switch
    {
        JsonType => $"translate({value}, {SparkText.Quote("\n\r")}, '  ')",
        FloatType when depth > 0 => $"(CASE WHEN {value} = 0 THEN '0' ELSE CAST({value} AS STRING) END)",
        InstantType => $"(replace(CAST({value} AS STRING), ' ', 'T') || 'Z')",
        DateTimeType => $"replace(CAST({value} AS STRING), ' ', 'T')",
        TimeType => $"substring(CAST(timestamp_micros({value}) AS STRING), 12)",
        _ => SparkCasts.Of(type, TextType.Instance).Value(ToText(type, value)),
    };
}
