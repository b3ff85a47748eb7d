using System.Globalization;
using System.Numerics;
using System.Text;
using FlowLang.Values.Reading;
using FlowLang.Values.Writing;

namespace FlowLang.Values.Numbers;

/// <summary>
/// Decimals are their unscaled integers: a long up to 18 digits, an Int128 up to 38. Scales are the compiler's; `+`, `-` and `*` are those
/// of the integers, since the language's result types hold every result.
/// </summary>
public static class Decimals
{
    private const int MostDigits = 38;
    private static readonly Int128[] Powers = [.. Enumerable.Range(0, MostDigits + 1).Select(i => (Int128)BigInteger.Pow(10, i))];

    public static Int128 PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>a × 10^shift / b rounded once, half away from zero, to a result of at most 38 digits.</summary>
    public static bool TryDivide<T>(Int128 a, Int128 b, int shift, out T result)
        where T : IBinaryInteger<T>
    {
        bool divided = ExactDivision.TryDivide(a, b, shift, out Int128 quotient);
        result = T.CreateTruncating(quotient);
        return divided;
    }

    /// <summary>The value with <paramref name="digits"/> fewer behind the point, rounded half away from zero.</summary>
    public static Int128 Drop(Int128 value, int digits)
    {
        if (digits == 0)
        {
            return value;
        }

        if (value <= long.MaxValue && value >= -long.MaxValue && digits <= 18)
        {
            long unit = (long)Powers[digits];
            (long quotient, long rest) = Math.DivRem((long)value, unit);
            return Math.Abs(rest) >= unit - Math.Abs(rest) ? quotient + Math.Sign(rest) : quotient;
        }

        (Int128 whole, Int128 remainder) = Int128.DivRem(value, Powers[digits]);
        Int128 size = Int128.Abs(remainder);
        return size >= Powers[digits] - size ? whole + Int128.Sign(remainder) : whole;
    }

    /// <summary>The largest whole number that is not above the value.</summary>
    public static Int128 Floor(Int128 value, int scale)
    {
        (Int128 whole, Int128 rest) = Int128.DivRem(value, Powers[scale]);
        return rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The smallest whole number that is not below the value.</summary>
    public static Int128 Ceil(Int128 value, int scale) => -Floor(-value, scale);

    /// <summary>The value in a narrower decimal type; <paramref name="shift"/> is the new scale less the old one.</summary>
    public static bool TryNarrow<T>(Int128 value, int shift, int precision, out T result)
        where T : IBinaryInteger<T>
    {
        Int128 scaled = shift <= 0 ? Drop(value, -shift) : value;
        Int128 limit = Powers[precision - Math.Max(shift, 0)];
        bool fits = scaled < limit && scaled > -limit;
        result = fits ? T.CreateTruncating(shift > 0 ? scaled * Powers[shift] : scaled) : T.Zero;
        return fits;
    }

    /// <summary>The nearest integer, halves away from zero.</summary>
    public static bool TryInteger<T>(Int128 value, int scale, out T result)
        where T : IBinaryInteger<T> => Integers.TryConvert(Drop(value, scale), out result);

    /// <summary>The nearest float64.</summary>
    public static double ToFloat(Int128 value, int scale)
    {
        // Up to here both numbers are exact in float64, so that one division rounds correctly.
        const long exact = 1L << 53;
        if (value <= exact && value >= -exact && scale <= 22)
        {
            return (double)(long)value / (double)Powers[scale];
        }

        Span<byte> text = stackalloc byte[48];
        return double.Parse(text[..Write(value, scale, text)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The nearest float32.</summary>
    public static float ToFloat32(Int128 value, int scale)
    {
        Span<byte> text = stackalloc byte[48];
        return float.Parse(text[..Write(value, scale, text)], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>By way of the shortest text, so that 2.675 is 2.68 with two digits.</summary>
    public static bool TryFromFloat<T>(double value, int precision, int scale, out T result)
        where T : IBinaryInteger<T>
    {
        Span<byte> text = stackalloc byte[64];
        return TryRead(text[..FloatText.Write(value, text)], precision, scale, out result);
    }

    /// <inheritdoc cref="TryFromFloat{T}(double, int, int, out T)"/>
    public static bool TryFromFloat<T>(float value, int precision, int scale, out T result)
        where T : IBinaryInteger<T>
    {
        Span<byte> text = stackalloc byte[64];
        return TryRead(text[..FloatText.Write(value, text)], precision, scale, out result);
    }

    /// <summary>A number as a person writes it, with or without an exponent; what drops digits rounds half away from zero.</summary>
    public static bool TryRead<T>(scoped ReadOnlySpan<byte> text, int precision, int scale, out T result)
        where T : IBinaryInteger<T>
    {
        result = T.Zero;
        Span<byte> plain = stackalloc byte[NumberSyntax.LongestPlain];
        if (!NumberSyntax.IsDecimal(text))
        {
            return false;
        }

        if (text.IndexOfAny((byte)'e', (byte)'E') >= 0)
        {
            if (!NumberSyntax.TryPlain(text, plain, out int length))
            {
                return false;
            }

            text = plain[..length];
        }

        bool negative = text[0] == '-';
        text = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        bool read = TryDigits(text, precision, scale, out Int128 unscaled);
        result = T.CreateTruncating(negative ? -unscaled : unscaled);
        return read;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> fraction = point < 0 ? default : text[(point + 1)..];
        unscaled = 0;
        foreach (byte digit in point < 0 ? text : text[..point])
        {
            unscaled = (unscaled * 10) + (digit - '0');
            if (unscaled >= Powers[precision - scale])
            {
                return false;
            }
        }

        for (int i = 0; i < scale; i++)
        {
            unscaled = (unscaled * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        }

        unscaled += fraction.Length > scale && fraction[scale] >= '5' ? 1 : 0;
        return unscaled < Powers[precision];
    }

    /// <summary>All digits behind the point, and a zero before it.</summary>
    public static string ToText(Int128 value, int scale)
    {
        Span<byte> text = stackalloc byte[48];
        return Encoding.ASCII.GetString(text[..Write(value, scale, text)]);
    }

    /// <summary>Writes what <see cref="ToText"/> gives; at most 42 bytes.</summary>
    public static int Write(Int128 value, int scale, Span<byte> target)
    {
        Span<byte> digits = stackalloc byte[MostDigits + 2];
        UInt128 rest = (UInt128)Int128.Abs(value);
        rest.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        int at = 0;
        if (value < 0)
        {
            target[at++] = (byte)'-';
        }

        for (int i = Math.Min(0, count - scale - 1); i < count; i++)
        {
            target[at++] = i < 0 ? (byte)'0' : digits[i];
            if (i == count - scale - 1 && scale > 0)
            {
                target[at++] = (byte)'.';
            }
        }

        return at;
    }
}
