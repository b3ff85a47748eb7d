using System.Globalization;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Quoting for the little SQL that connectors write themselves.</summary>
public static class Sql
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A TIMESTAMPTZ literal, to the microsecond.</summary>
    public static string Instant(DateTimeOffset value) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPTZ '{value.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'");
}
