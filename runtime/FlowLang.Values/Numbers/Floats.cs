using System.Numerics;

namespace FlowLang.Values.Numbers;

/// <summary>Floats as the language orders them: NaN equals itself and lies above all, -0 equals 0.</summary>
public static class Floats
{
    public static bool Same<T>(T a, T b)
        where T : IBinaryFloatingPointIeee754<T> => a == b || (T.IsNaN(a) && T.IsNaN(b));

    /// <summary>Null is the same as null.</summary>
    public static bool Same<T>(T? a, T? b)
        where T : struct, IBinaryFloatingPointIeee754<T> => a is { } x && b is { } y ? Same(x, y) : a is null && b is null;

    public static int Compare<T>(T a, T b)
        where T : IBinaryFloatingPointIeee754<T> =>
        a < b ? -1 : a > b ? 1 : a == b ? 0 : T.IsNaN(a) ? (T.IsNaN(b) ? 0 : 1) : -1;

    /// <summary>Halves go away from zero.</summary>
    public static double Round(double value) => Math.Round(value, MidpointRounding.AwayFromZero);

    /// <inheritdoc cref="Round(double)"/>
    public static float Round(float value) => MathF.Round(value, MidpointRounding.AwayFromZero);

    /// <summary>Multiplied by 10^digits, rounded and divided again, in float64; a value too large for that has no such digits.</summary>
    public static double Round(double value, int digits)
    {
        double unit = Math.Pow(10, digits);
        double rounded = Round(value * unit) / unit;
        return double.IsFinite(rounded) ? rounded : value;
    }

    /// <summary>-1, 0 or 1; of NaN NaN.</summary>
    public static double Sign(double value) => double.IsNaN(value) ? value : value > 0 ? 1 : value < 0 ? -1 : 0;

    public static bool TrySqrt(double value, out double result)
    {
        result = Math.Sqrt(value);
        return !(value < 0);
    }

    public static bool TryLn(double value, out double result)
    {
        result = Math.Log(value);
        return !(value <= 0);
    }

    public static bool TryLog10(double value, out double result)
    {
        result = Math.Log10(value);
        return !(value <= 0);
    }

    public static bool TryPower(double value, double exponent, out double result)
    {
        result = Math.Pow(value, exponent);
        bool hasNone = (value == 0 && exponent < 0)
            || (value < 0 && double.IsFinite(value) && double.IsFinite(exponent) && exponent != Math.Floor(exponent));
        return !hasNone;
    }

    /// <summary>The nearest integer, halves away from zero.</summary>
    public static bool TryInteger<T>(double value, out T result)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        double rounded = Round(value);
        double limit = -double.CreateTruncating(T.MinValue);
        bool fits = rounded >= -limit && rounded < limit;
        result = fits ? T.CreateTruncating(rounded) : T.Zero;
        return fits;
    }

    /// <summary>The nearest float32; false where a finite value becomes infinite.</summary>
    public static bool TryNarrow(double value, out float result)
    {
        result = (float)value;
        return float.IsFinite(result) || !double.IsFinite(value);
    }
}
