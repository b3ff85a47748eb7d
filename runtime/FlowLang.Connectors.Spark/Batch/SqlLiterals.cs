using System.Globalization;

namespace FlowLang.Connectors.Spark;

/// <summary>Constants in the little SQL that the run itself writes.</summary>
internal static class SqlLiterals
{
    public static string Text(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    /// <summary>To the microsecond.</summary>
    public static string Instant(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP_LTZ '{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00:00'");
}
