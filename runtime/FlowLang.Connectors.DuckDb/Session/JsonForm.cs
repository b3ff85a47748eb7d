using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// SQL that turns values into the language's JSON: ISO 8601 times, base64 bytes, decimals as text, no negative zero, integers past 2^53 as
/// text.
/// </summary>
public static class JsonForm
{
    /// <summary>A column, element or field for JSON.</summary>
    public static string Of(string value, ColumnType type, int depth = 0) => type.Kind switch
    {
        ColumnKind.Int64 =>
            $"CASE WHEN {value} BETWEEN -9007199254740991 AND 9007199254740991 THEN to_json({value}) "
            + $"ELSE to_json(CAST({value} AS VARCHAR)) END",
        ColumnKind.Float32 or ColumnKind.Float64 =>
            $"CASE WHEN isfinite({value}) THEN to_json({Plain(value, type)}) ELSE to_json(CAST({value} AS VARCHAR)) END",
        ColumnKind.Uuid or ColumnKind.Date or ColumnKind.Time or ColumnKind.Interval => $"CAST({value} AS VARCHAR)",
        ColumnKind.Instant or ColumnKind.DateTime or ColumnKind.Decimal or ColumnKind.Bytes => Scalar(value, type),
        ColumnKind.List when type.Element is { } element =>
            $"list_transform({value}, lambda e{depth}: {Of($"e{depth}", element.Type, depth + 1)})",
        ColumnKind.Map when type.Element is { } element =>
            $"map_from_entries(list_transform(map_entries({value}), lambda e{depth}: "
            + $"{{'key': e{depth}.key, 'value': {Of($"e{depth}.value", element.Type, depth + 1)}}}))",
        ColumnKind.Struct =>
            $"CASE WHEN {value} IS NULL THEN NULL ELSE {{{string.Join(", ", type.Fields.Select(f => Member(value, f, depth)))}}} END",
        _ => value,
    };

    private static string Member(string value, Column field, int depth) =>
        $"{Sql.Text(field.Name)}: {Of($"{value}.{Sql.Name(field.Name)}", field.Type, depth)}";

    /// <summary>A number without negative zero.</summary>
    public static string Plain(string value, ColumnType type) =>
        type.Kind is ColumnKind.Float32 or ColumnKind.Float64 ? $"CASE WHEN {value} = 0 THEN 0 ELSE {value} END" : value;

    /// <summary>A text in JSON and CSV alike.</summary>
    public static string Scalar(string value, ColumnType type) => type.Kind switch
    {
        ColumnKind.Instant => $"replace(CAST({value} AT TIME ZONE 'UTC' AS VARCHAR), ' ', 'T') || 'Z'",
        ColumnKind.DateTime => $"replace(CAST({value} AS VARCHAR), ' ', 'T')",
        ColumnKind.Decimal => Sql.Printed(value, type),
        _ => $"to_base64({value})",
    };
}
