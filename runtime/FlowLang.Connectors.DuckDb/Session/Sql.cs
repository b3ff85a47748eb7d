using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Quoting for the little SQL that connectors write themselves.</summary>
public static class Sql
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A value as text; a decimal without whole digits gets the zero that DuckDB leaves out before the point.</summary>
    public static string Printed(string value, ColumnType type) => type is { Kind: ColumnKind.Decimal } && type.Precision == type.Scale
        ? $"regexp_replace(CAST({value} AS VARCHAR), '^(-?)[.]', '\\10.')"
        : $"CAST({value} AS VARCHAR)";

    /// <summary>A TIMESTAMPTZ literal, to the microsecond.</summary>
    public static string Instant(DateTimeOffset value) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{value.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'");
}
