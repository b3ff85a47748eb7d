using System.Globalization;

namespace FlowLang.Values.Reading;

/// <summary>What a number looks like as text: sign, digits with a point somewhere, exponent.</summary>
public static class NumberSyntax
{
    /// <summary>What <see cref="TryPlain"/> can need of its target.</summary>
    public const int LongestPlain = 160;

    private const int MostWholeDigits = 80;
    private const int MostFractionDigits = 60;

    public static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        int at = !text.IsEmpty && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        int whole = Digits(text, ref at);
        int fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at);
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < text.Length && text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            int exponent = Digits(text, ref at);
            return exponent is > 0 and < 5 && at == text.Length;
        }

        return at == text.Length;
    }

    /// <summary>
    /// Writes a decimal number without its exponent; false where the text is none, or is beyond 10^80. What stands behind the 60th digit
    /// of the fraction is left out: no decimal's rounding sees it.
    /// </summary>
    public static bool TryPlain(ReadOnlySpan<byte> text, Span<byte> target, out int length)
    {
        length = 0;
        int exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = text[..exponentAt];
        bool negative = mantissa[0] == '-';
        mantissa = mantissa[0] is (byte)'+' or (byte)'-' ? mantissa[1..] : mantissa;
        int dot = mantissa.IndexOf((byte)'.');
        int exponent = int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> whole = dot < 0 ? mantissa : mantissa[..dot];
        ReadOnlySpan<byte> fraction = dot < 0 ? default : mantissa[(dot + 1)..];
        bool zero = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.') < 0;
        int point = zero ? 0 : whole.Length + exponent;
        if (point > MostWholeDigits)
        {
            return false;
        }

        if (negative)
        {
            target[length++] = (byte)'-';
        }

        for (int i = Math.Min(point, 0); i < Math.Max(point, Math.Min(whole.Length + fraction.Length, point + MostFractionDigits)); i++)
        {
            if (i == point)
            {
                target[length++] = (byte)'.';
            }

            target[length++] = i < 0 || i >= whole.Length + fraction.Length ? (byte)'0'
                : i < whole.Length ? whole[i]
                : fraction[i - whole.Length];
        }

        return length > (negative ? 1 : 0);
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        while (at < text.Length && (uint)text[at] - '0' <= 9)
        {
            at++;
        }

        return at - start;
    }
}
