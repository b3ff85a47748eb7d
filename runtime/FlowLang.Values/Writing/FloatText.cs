using System.Buffers.Text;
using System.Globalization;

namespace FlowLang.Values.Writing;

/// <summary>
/// The shortest digits that read back as the same float, laid out as ECMAScript's Number::toString does (ECMA-262, 6.1.6.1.20): plain up to
/// 21 digits before the point and six zeros behind it, `1e+21` and `1e-7` beyond.
/// </summary>
public static class FloatText
{
    private const int MostWholeDigits = 21;
    private const int MostLeadingZeros = 6;

    public static int Write(double value, Span<byte> target)
    {
        if (!double.IsFinite(value) || value == 0)
        {
            return WriteSpecial(value, target);
        }

        Span<byte> scientific = stackalloc byte[32];
        Math.Abs(value).TryFormat(scientific, out int length, "R", CultureInfo.InvariantCulture);
        return LayOut(value < 0, scientific[..length], target);
    }

    public static int Write(float value, Span<byte> target)
    {
        if (!float.IsFinite(value) || value == 0)
        {
            return WriteSpecial(value, target);
        }

        Span<byte> scientific = stackalloc byte[32];
        Math.Abs(value).TryFormat(scientific, out int length, "R", CultureInfo.InvariantCulture);
        return LayOut(value < 0, scientific[..length], target);
    }

    private static int WriteSpecial(double value, Span<byte> target)
    {
        ReadOnlySpan<byte> text = value switch
        {
            double.PositiveInfinity => "Infinity"u8,
            double.NegativeInfinity => "-Infinity"u8,
            0 => "0"u8,
            _ => "NaN"u8,
        };
        text.CopyTo(target);
        return text.Length;
    }

    // From .NET's shortest form (digits, perhaps a point, perhaps an exponent) to ECMAScript's.
    private static int LayOut(bool negative, ReadOnlySpan<byte> shortest, Span<byte> target)
    {
        Span<byte> digits = stackalloc byte[32];
        (int count, int point) = Digits(shortest, digits);
        digits = digits[..count];
        int at = 0;
        if (negative)
        {
            target[at++] = (byte)'-';
        }

        if (point > 0 && point <= MostWholeDigits)
        {
            for (int i = 0; i < Math.Max(point, count); i++)
            {
                if (i == point)
                {
                    target[at++] = (byte)'.';
                }

                target[at++] = i < count ? digits[i] : (byte)'0';
            }

            return at;
        }

        return point is <= 0 and > -MostLeadingZeros ? WriteSmall(digits, point, target, at) : WriteExponent(digits, point, target, at);
    }

    private static int WriteSmall(ReadOnlySpan<byte> digits, int point, Span<byte> target, int at)
    {
        "0."u8.CopyTo(target[at..]);
        at += 2;
        target.Slice(at, -point).Fill((byte)'0');
        digits.CopyTo(target[(at - point)..]);
        return at - point + digits.Length;
    }

    private static int WriteExponent(ReadOnlySpan<byte> digits, int point, Span<byte> target, int at)
    {
        target[at++] = digits[0];
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }

        target[at++] = (byte)'e';
        target[at++] = point > 0 ? (byte)'+' : (byte)'-';
        Utf8Formatter.TryFormat(Math.Abs(point - 1), target[at..], out int written);
        return at + written;
    }

    // The significant digits without zeros at either end, and where the point stands among them.
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        int exponentAt = text.IndexOf((byte)'E');
        int exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int dot = mantissa.IndexOf((byte)'.');
        int point = dot < 0 ? mantissa.Length : dot;
        int count = 0;
        foreach (byte character in mantissa)
        {
            if (character == '0' && count == 0)
            {
                point--;
            }
            else if (character != '.')
            {
                digits[count++] = character;
            }
        }

        return (digits[..count].TrimEnd((byte)'0').Length, point + exponent);
    }
}
