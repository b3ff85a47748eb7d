using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>A value in the form that engines are compared by.</summary>
/// <param name="Text">Null for null. Texts as they are, numbers in digits, times in ISO 8601, bytes in hexadecimal.</param>
/// <param name="Float">For floats, which are compared as numbers.</param>
/// <param name="IsJson">Json is compared as a value: engines keep its blanks or not.</param>
public sealed record Value(string? Text, double? Float = null, bool IsJson = false)
{
    private const double SumTolerance = 1e-12;
    private const double UnitsInLastPlace = 4;

    public static Value Null { get; } = new((string?)null);

    public static Value Of(double value) => new(value.ToString("R", CultureInfo.InvariantCulture), value);

    public static Value OfJson(string text) => new(text, IsJson: true);

    /// <summary>
    /// Whether it is what a table says: `null`, a text in single quotes, or the value's text. Floats must be equal to the bit (NaN is one
    /// value), or within four units of the last place after `~`, within 1e-12 after `~~`.
    /// </summary>
    public bool Is(string expected)
    {
        if (Text is null || expected == "null")
        {
            return Text is null && expected == "null";
        }

        if (Float is { } actual)
        {
            double wanted = double.Parse(expected.TrimStart('~'), CultureInfo.InvariantCulture);
            double unit = Math.BitIncrement(Math.Abs(wanted)) - Math.Abs(wanted);
            return expected.StartsWith("~~", StringComparison.Ordinal) ? Math.Abs(actual - wanted) <= Math.Abs(wanted) * SumTolerance
                : expected.StartsWith('~') ? Math.Abs(actual - wanted) <= UnitsInLastPlace * unit
                : double.IsNaN(actual) ? double.IsNaN(wanted)
                : BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(wanted);
        }

        string wantedText = expected is ['\'', .. var inner, '\''] ? inner : expected;
        return IsJson ? JsonNode.DeepEquals(JsonNode.Parse(Text), JsonNode.Parse(wantedText)) : Text == wantedText;
    }

    public override string ToString() => Text is null ? "null" : Text.Length > 200 ? Text[..200] + "…" : Text;
}
