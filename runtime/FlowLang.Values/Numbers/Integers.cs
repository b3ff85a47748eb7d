using System.Numerics;

namespace FlowLang.Values.Numbers;

/// <summary>
/// Integer operations as total functions: false where the result does not fit or there is none, and the result is then of no meaning.
/// </summary>
public static class Integers
{
    public static bool TryAdd<T>(T a, T b, out T result)
        where T : IBinaryInteger<T>
    {
        result = unchecked(a + b);

        // It overflowed where both operands have the sign that the sum has not.
        return !T.IsNegative((a ^ result) & (b ^ result));
    }

    public static bool TrySubtract<T>(T a, T b, out T result)
        where T : IBinaryInteger<T>
    {
        result = unchecked(a - b);
        return !T.IsNegative((a ^ b) & (a ^ result));
    }

    public static bool TryMultiply(long a, long b, out long result)
    {
        long high = Math.BigMul(a, b, out result);
        return high == result >> 63;
    }

    public static bool TryMultiply(int a, int b, out int result)
    {
        long product = (long)a * b;
        result = unchecked((int)product);
        return product == result;
    }

    public static bool TryMultiply(short a, short b, out short result)
    {
        int product = a * b;
        result = unchecked((short)product);
        return product == result;
    }

    /// <summary>Truncates toward zero.</summary>
    public static bool TryDivide<T>(T a, T b, out T result)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (b == T.Zero || (a == T.MinValue && b == -T.One))
        {
            result = T.Zero;
            return false;
        }

        result = a / b;
        return true;
    }

    /// <summary>Has the sign of the dividend; x % -1 is 0 for the least integer too.</summary>
    public static bool TryRemainder<T>(T a, T b, out T result)
        where T : IBinaryInteger<T>
    {
        result = b == T.Zero || b == -T.One ? T.Zero : a % b;
        return b != T.Zero;
    }

    public static bool TryNegate<T>(T value, out T result)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        result = unchecked(-value);
        return value != T.MinValue;
    }

    public static bool TryAbs<T>(T value, out T result)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        result = T.IsNegative(value) ? unchecked(-value) : value;
        return value != T.MinValue;
    }

    /// <summary>The float64 nearest to the exact quotient.</summary>
    public static bool TryQuotient(long a, long b, out double result)
    {
        result = b == 0 ? 0 : ExactDivision.Quotient(a, b);
        return b != 0;
    }

    /// <summary>The value in another integer type.</summary>
    public static bool TryConvert<TFrom, TTo>(TFrom value, out TTo result)
        where TFrom : IBinaryInteger<TFrom>
        where TTo : IBinaryInteger<TTo>
    {
        result = TTo.CreateTruncating(value);
        return TFrom.CreateTruncating(result) == value;
    }

    public static bool TryBool<T>(T value, out bool result)
        where T : IBinaryInteger<T>
    {
        result = value == T.One;
        return result || value == T.Zero;
    }
}
