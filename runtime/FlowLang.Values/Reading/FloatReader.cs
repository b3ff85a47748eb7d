using System.Globalization;
using System.Text;

namespace FlowLang.Values.Reading;

/// <summary>A decimal number, `NaN`, `Infinity` or `inf` (any case). A number beyond the largest finite float does not fit.</summary>
public sealed class FloatReader : ITextReader<float>, ITextReader<double>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out double value) => NumberSyntax.IsDecimal(text)
        ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        : TryReadName(text, out value);

    public static bool TryRead(ReadOnlySpan<byte> text, out float value)
    {
        if (NumberSyntax.IsDecimal(text))
        {
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
        }

        bool read = TryReadName(text, out double name);
        value = (float)name;
        return read;
    }

    private static bool TryReadName(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (Ascii.EqualsIgnoreCase(text, "nan"u8))
        {
            return true;
        }

        bool negative = !text.IsEmpty && text[0] == '-';
        ReadOnlySpan<byte> name = negative || (!text.IsEmpty && text[0] == '+') ? text[1..] : text;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(name, "infinity"u8) || Ascii.EqualsIgnoreCase(name, "inf"u8);
    }
}
