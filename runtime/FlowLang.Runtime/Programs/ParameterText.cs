using System.Globalization;
using System.Numerics;

namespace FlowLang.Runtime;

/// <summary>Checks that a text is a value of a parameter's type.</summary>
internal static class ParameterText
{
    public static bool IsValue(ColumnType type, string text) => type.Kind switch
    {
        ColumnKind.Bool => text is "true" or "false",
        ColumnKind.Int16 => short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ColumnKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ColumnKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ColumnKind.Float32 or ColumnKind.Float64 =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value),
        ColumnKind.Decimal => IsDecimal(type, text),
        ColumnKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnKind.Time => TimeOnly.TryParseExact(
            text, ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ColumnKind.Uuid => Guid.TryParseExact(text, "D", out _),
        ColumnKind.Instant or ColumnKind.DateTime =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        ColumnKind.Text => !text.Contains('\0', StringComparison.Ordinal),
        _ => true,
    };

    private static bool IsDecimal(ColumnType type, string text)
    {
        string digits = text.StartsWith('-') ? text[1..] : text;
        string[] parts = digits.Split('.');
        return parts.Length <= 2
            && BigInteger.TryParse(string.Concat(parts), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (parts.Length == 1 || parts[1].Length <= type.Scale)
            && parts[0].TrimStart('0').Length <= type.Precision - type.Scale;
    }
}
