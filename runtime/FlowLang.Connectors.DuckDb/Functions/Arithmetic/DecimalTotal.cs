using System.Globalization;
using System.Numerics;
using System.Text;
using FlowLang.Values.Numbers;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>
/// A sum of decimals of up to 38 digits, added up in two parts that can't overflow: each value is high × 2^64 + low, and the engine adds
/// 64-bit integers in 128 bits.
/// </summary>
internal static class DecimalTotal
{
    /// <summary>The half with the sign.</summary>
    public static long High(Int128 value) => (long)(value >> 64);

    /// <summary>The half that is never negative.</summary>
    public static ulong Low(Int128 value) => (ulong)value;

    /// <summary>The total as decimal text; casting it says whether it fits.</summary>
    public static byte[] Text(Int128 high, Int128 low, int scale) => Print(Join(high, low), scale);

    /// <summary>The exact mean, rounded once, half away from zero.</summary>
    public static byte[] MeanText(Int128 high, Int128 low, long count, int scale, int resultScale) =>
        Print(ExactDivision.RoundedQuotient(Join(high, low), count, resultScale - scale), resultScale);

    private static BigInteger Join(Int128 high, Int128 low) => ((BigInteger)high << 64) + (BigInteger)low;

    private static byte[] Print(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled.Sign < 0 ? "-" : "";
        return Encoding.ASCII.GetBytes(scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}");
    }
}
