namespace FlowLang.Values.Numbers;

/// <summary>Products and quotients of 256 bits, for decimals whose digits do not fit 128 bits on the way.</summary>
internal static class Wide
{
    /// <summary>a × b / divisor, rounded half up; false where the quotient has more than 128 bits. The divisor is below 2^127.</summary>
    public static bool TryMultiplyDivide(UInt128 a, UInt128 b, UInt128 divisor, out UInt128 quotient)
    {
        (UInt128 high, UInt128 low) = Multiply(a, b);
        quotient = 0;
        if (high >= divisor)
        {
            return false;
        }

        // Long division, a bit at a time: the remainder stays below the divisor, so doubling it never overflows.
        UInt128 remainder = high;
        for (int i = 127; i >= 0; i--)
        {
            remainder = (remainder << 1) | ((low >> i) & 1);
            quotient <<= 1;
            if (remainder >= divisor)
            {
                remainder -= divisor;
                quotient |= 1;
            }
        }

        if (remainder >= divisor - remainder)
        {
            quotient++;
            return quotient != 0;
        }

        return true;
    }

    private static (UInt128 High, UInt128 Low) Multiply(UInt128 a, UInt128 b)
    {
        const ulong mask = ulong.MaxValue;
        ulong a0 = (ulong)(a & mask);
        ulong a1 = (ulong)(a >> 64);
        ulong b0 = (ulong)(b & mask);
        ulong b1 = (ulong)(b >> 64);
        UInt128 low = (UInt128)a0 * b0;
        UInt128 middle = ((UInt128)a1 * b0) + (low >> 64);
        UInt128 other = ((UInt128)a0 * b1) + (middle & mask);
        UInt128 high = ((UInt128)a1 * b1) + (middle >> 64) + (other >> 64);
        return (high, (other << 64) | (low & mask));
    }
}
