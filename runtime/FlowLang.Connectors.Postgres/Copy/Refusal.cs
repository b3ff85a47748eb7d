using System.Globalization;
using System.Text;

namespace FlowLang.Connectors.Postgres;

/// <summary>The values that are refused, never coerced.</summary>
internal static class Refusal
{
    public static RefusedValueException ZeroInText(string column, ReadOnlySpan<byte> text) => new(
        column, Shown(text), "holds the character U+0000, which PostgreSQL cannot store");

    public static RefusedValueException Date(string column, int days) => new(
        column, days is int.MaxValue or -int.MaxValue ? "an infinite date" : $"a date {days} days from 1970-01-01", OutOfYears);

    public static RefusedValueException Timestamp(string column, long microseconds) => new(
        column, microseconds is long.MaxValue or -long.MaxValue ? "an infinite time" : $"a time {microseconds} µs from 1970-01-01",
        OutOfYears);

    public static RefusedValueException NotFinite(string column, double value) => new(
        column, value.ToString(CultureInfo.InvariantCulture), "has no form in json");

    private const string OutOfYears = "is not between the years 0001 and 9999";

    private static string Shown(ReadOnlySpan<byte> text)
    {
        string shown = Encoding.UTF8.GetString(text.Length > 60 ? text[..60] : text).Replace("\0", "\\u0000", StringComparison.Ordinal);
        return $"'{shown}{(text.Length > 60 ? "…" : "")}'";
    }
}
