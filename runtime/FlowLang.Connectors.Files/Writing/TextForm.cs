using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// SQL that turns values into what a text file holds: ISO 8601 times, base64 bytes, decimals as text in JSON, no negative zero.
/// </summary>
internal static class TextForm
{
    /// <summary>A column for CSV.</summary>
    public static string Csv(string value, ColumnType type, FileSinkOptions options) => type.Kind switch
    {
        ColumnKind.Date when options.DateFormat is { } format => $"strftime({value}, {Sql.Text(format)})",
        ColumnKind.DateTime when options.TimeFormat is { } format => $"strftime({value}, {Sql.Text(format)})",
        ColumnKind.Instant when options.TimeFormat is { } format => $"strftime({value} AT TIME ZONE 'UTC', {Sql.Text(format)})",
        ColumnKind.Instant or ColumnKind.DateTime or ColumnKind.Decimal or ColumnKind.Bytes => Scalar(value, type),
        ColumnKind.List or ColumnKind.Struct or ColumnKind.Map => $"CAST(to_json({Json(value, type)}) AS VARCHAR)",
        _ => Plain(value, type),
    };

    /// <summary>A column, element or field for JSON.</summary>
    public static string Json(string value, ColumnType type, int depth = 0) => type.Kind switch
    {
        ColumnKind.Int64 =>
            $"CASE WHEN {value} BETWEEN -9007199254740991 AND 9007199254740991 THEN to_json({value}) "
            + $"ELSE to_json(CAST({value} AS VARCHAR)) END",
        ColumnKind.Float32 or ColumnKind.Float64 =>
            $"CASE WHEN isfinite({value}) THEN to_json({Plain(value, type)}) ELSE to_json(CAST({value} AS VARCHAR)) END",
        ColumnKind.Uuid or ColumnKind.Date or ColumnKind.Time or ColumnKind.Interval => $"CAST({value} AS VARCHAR)",
        ColumnKind.Instant or ColumnKind.DateTime or ColumnKind.Decimal or ColumnKind.Bytes => Scalar(value, type),
        ColumnKind.List when type.Element is { } element =>
            $"list_transform({value}, lambda e{depth}: {Json($"e{depth}", element.Type, depth + 1)})",
        ColumnKind.Map when type.Element is { } element =>
            $"map_from_entries(list_transform(map_entries({value}), lambda e{depth}: "
            + $"{{'key': e{depth}.key, 'value': {Json($"e{depth}.value", element.Type, depth + 1)}}}))",
        ColumnKind.Struct =>
            $"CASE WHEN {value} IS NULL THEN NULL ELSE {{{string.Join(", ", type.Fields.Select(f => Member(value, f, depth)))}}} END",
        _ => value,
    };

    /// <summary>A column for Parquet.</summary>
    public static string Parquet(string value, ColumnType type) => type.Kind switch
    {
        // Parquet's own interval has milliseconds only.
        ColumnKind.Interval =>
            $"CASE WHEN {value} IS NULL THEN NULL ELSE {{"
            + $"'months': CAST(date_part('year', {value}) * 12 + date_part('month', {value}) AS INTEGER), "
            + $"'days': CAST(date_part('day', {value}) AS INTEGER), 'micros': CAST(date_part('hour', {value}) * 3600000000 "
            + $"+ date_part('minute', {value}) * 60000000 + date_part('microsecond', {value}) AS BIGINT)}} END",
        _ => Plain(value, type),
    };

    private static string Member(string value, Column field, int depth) =>
        $"{Sql.Text(field.Name)}: {Json($"{value}.{Sql.Name(field.Name)}", field.Type, depth)}";

    private static string Plain(string value, ColumnType type) =>
        type.Kind is ColumnKind.Float32 or ColumnKind.Float64 ? $"CASE WHEN {value} = 0 THEN 0 ELSE {value} END" : value;

    private static string Scalar(string value, ColumnType type) => type.Kind switch
    {
        ColumnKind.Instant => $"replace(CAST({value} AT TIME ZONE 'UTC' AS VARCHAR), ' ', 'T') || 'Z'",
        ColumnKind.DateTime => $"replace(CAST({value} AS VARCHAR), ' ', 'T')",
        ColumnKind.Decimal => Sql.Printed(value, type),
        _ => $"to_base64({value})",
    };
}
