using System.Numerics;

namespace FlowLang.Values.Numbers;

/// <summary>Quotients that are exact before they are rounded, once.</summary>
public static class ExactDivision
{
    private const long ExactInDouble = 1L << 53;
    private static readonly UInt128 Limit = (UInt128)BigInteger.Pow(10, 38);
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 39).Select(i => (UInt128)BigInteger.Pow(10, i))];

    /// <summary>The float64 nearest to the quotient of two integers (ties to even). The divisor is not zero.</summary>
    public static double Quotient(long dividend, long divisor)
    {
        if (dividend is <= ExactInDouble and >= -ExactInDouble && divisor is <= ExactInDouble and >= -ExactInDouble)
        {
            return (double)dividend / divisor;
        }

        ulong a = Magnitude(dividend);
        ulong b = Magnitude(divisor);

        // The quotient of a shifted dividend has at least 63 bits; a remainder is remembered in the last one, so that the one rounding
        // to 53 bits sees on which side of a tie it lies.
        int shift = 63 + BitOperations.LeadingZeroCount(a) - BitOperations.LeadingZeroCount(b);
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem((UInt128)a << shift, b);
        ulong digits = (ulong)quotient | (remainder == 0 ? 0UL : 1UL);
        double result = Math.ScaleB(digits, -shift);
        return (dividend < 0) == (divisor < 0) ? result : -result;
    }

    /// <summary>
    /// dividend × 10^shift / divisor, rounded half away from zero; false where the divisor is zero or the result has more than 38 digits.
    /// A shift is at most 38 digits either way.
    /// </summary>
    public static bool TryDivide(Int128 dividend, Int128 divisor, int shift, out Int128 result)
    {
        result = 0;
        if (divisor == 0)
        {
            return false;
        }

        UInt128 a = Magnitude(dividend);
        UInt128 b = Magnitude(divisor);
        UInt128 quotient;
        if (shift >= 0 && a <= UInt128.MaxValue / Powers[shift])
        {
            quotient = Round(a * Powers[shift], b);
        }
        else
        {
            UInt128 factor = Powers[Math.Abs(shift)];
            if (shift < 0)
            {
                // A divisor beyond 128 bits is more than twice any dividend.
                quotient = b > UInt128.MaxValue / factor ? 0 : Round(a, b * factor);
            }
            else if (!Wide.TryMultiplyDivide(a, factor, b, out quotient))
            {
                return false;
            }
        }

        result = (dividend < 0) == (divisor < 0) ? (Int128)quotient : -(Int128)quotient;
        return quotient < Limit;
    }

    /// <summary>dividend × 10^shift / divisor, rounded half away from zero, of any size.</summary>
    public static BigInteger RoundedQuotient(BigInteger dividend, BigInteger divisor, int shift)
    {
        BigInteger a = BigInteger.Abs(dividend) * (shift > 0 ? BigInteger.Pow(10, shift) : BigInteger.One);
        BigInteger b = BigInteger.Abs(divisor) * (shift < 0 ? BigInteger.Pow(10, -shift) : BigInteger.One);
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        quotient += remainder >= b - remainder ? 1 : 0;
        return (dividend.Sign < 0) == (divisor.Sign < 0) ? quotient : -quotient;
    }

    private static UInt128 Round(UInt128 dividend, UInt128 divisor)
    {
        if (dividend <= ulong.MaxValue && divisor <= ulong.MaxValue)
        {
            (ulong small, ulong rest) = Math.DivRem((ulong)dividend, (ulong)divisor);
            return (UInt128)small + (rest >= (ulong)divisor - rest ? 1UL : 0UL);
        }

        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(dividend, divisor);
        return quotient + (remainder >= divisor - remainder ? 1UL : 0UL);
    }

    private static ulong Magnitude(long value) => value < 0 ? 0UL - (ulong)value : (ulong)value;

    private static UInt128 Magnitude(Int128 value) => value < 0 ? (UInt128)(-value) : (UInt128)value;
}
