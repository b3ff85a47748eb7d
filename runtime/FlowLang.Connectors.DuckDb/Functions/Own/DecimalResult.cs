using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb.Functions;

/// <summary>A System.Decimal as the digits of a DECIMAL(p, s).</summary>
internal static class DecimalResult
{
    private const int LowWord = 32;

    /// <summary>Rounded half away from zero to the type's places; throws where it has more digits than the type.</summary>
    public static Int128 Unscaled(decimal value, ColumnType type)
    {
        decimal rounded = decimal.Round(value, type.Scale, MidpointRounding.AwayFromZero);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(rounded, bits);
        UInt128 digits = ((UInt128)(uint)bits[2] << (2 * LowWord)) | ((UInt128)(uint)bits[1] << LowWord) | (uint)bits[0];
        int scale = (bits[3] >> 16) & 0xFF;
        Int128 unscaled = checked((Int128)digits * Power(type.Scale - scale));
        return unscaled < Power(type.Precision)
            ? bits[3] < 0 ? -unscaled : unscaled
            : throw new OverflowException($"{value} does not fit into {type}");
    }

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
