using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// SQL that turns values into what a file holds: ISO 8601 times, base64 bytes, no negative zero.
/// </summary>
internal static class TextForm
{
    /// <summary>A column for CSV.</summary>
    public static string Csv(string value, ColumnType type, FileSinkOptions options) => type.Kind switch
    {
        ColumnKind.Date when options.DateFormat is { } format => $"strftime({value}, {Sql.Text(format)})",
        ColumnKind.DateTime when options.TimeFormat is { } format => $"strftime({value}, {Sql.Text(format)})",
        ColumnKind.Instant when options.TimeFormat is { } format => $"strftime({value} AT TIME ZONE 'UTC', {Sql.Text(format)})",
        ColumnKind.Instant or ColumnKind.DateTime or ColumnKind.Decimal or ColumnKind.Bytes => JsonForm.Scalar(value, type),
        ColumnKind.List or ColumnKind.Struct or ColumnKind.Map => $"CAST(to_json({JsonForm.Of(value, type)}) AS VARCHAR)",
        _ => JsonForm.Plain(value, type),
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
        _ => JsonForm.Plain(value, type),
    };
}
