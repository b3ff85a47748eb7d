using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// PostgreSQL's binary numeric (numeric_send in src/backend/utils/adt/numeric.c): digit count, weight of the first digit, sign and scale as
/// 16-bit words, then base-10000 digits aligned to the decimal point.
/// </summary>
internal static unsafe class NumericFormat
{
    /// <summary>Widest encoding of 38 digits: length, header and eleven base-10000 digits.</summary>
    public const int MaxSize = 4 + 8 + (11 * 2);

    private const int Negative = 0x4000;

    private static readonly int[] AlignFactor = [1, 1000, 100, 10];
    private static readonly Int128 Int128Base16 = 10_000_000_000_000_000;

    /// <summary>Writes length and value of <paramref name="unscaled"/> × 10^-<paramref name="scale"/>; returns the position after
    /// them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Write(byte* at, long unscaled, int scale)
    {
        ulong magnitude = unscaled < 0 ? (ulong)-unscaled : (ulong)unscaled;
        int fractionDigits = (scale + 3) / 4;
        int align = AlignFactor[scale & 3];

        // 18 digits times 1000 can leave 64 bits: such values take the wide path.
        if (magnitude > ulong.MaxValue / 1000)
        {
            return WriteWide(at, unscaled, scale);
        }

        ushort* digits = stackalloc ushort[6];
        int count = Split(magnitude * (ulong)align, digits);
        return Emit(at, digits, count, fractionDigits, unscaled < 0, scale);
    }

    /// <summary>As <see cref="Write"/>, for decimals of up to 38 digits.</summary>
    public static byte* WriteWide(byte* at, Int128 unscaled, int scale)
    {
        UInt128 magnitude = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
        int fractionDigits = (scale + 3) / 4;
        ushort* digits = stackalloc ushort[12];
        int count = 0;

        // Aligning may leave 128 bits, so the lowest digit is taken first with its own divisor.
        int lowest = 4 - ((4 - (scale & 3)) & 3);
        if (lowest != 4)
        {
            UInt128 divisor = (UInt128)Power(lowest);
            (UInt128 rest, UInt128 remainder) = UInt128.DivRem(magnitude, divisor);
            digits[count++] = (ushort)((int)remainder * AlignFactor[scale & 3]);
            magnitude = rest;
        }

        while (magnitude > ulong.MaxValue)
        {
            (UInt128 rest, UInt128 remainder) = UInt128.DivRem(magnitude, (UInt128)Int128Base16);
            ulong part = (ulong)remainder;
            for (int i = 0; i < 4; i++)
            {
                digits[count++] = (ushort)(part % 10_000);
                part /= 10_000;
            }

            magnitude = rest;
        }

        count += Split((ulong)magnitude, digits + count);
        while (count > 0 && digits[count - 1] == 0)
        {
            count--;
        }

        return Emit(at, digits, count, fractionDigits, unscaled < 0, scale);
    }

    /// <summary>Base-10000 digits of <paramref name="value"/>, lowest first; none for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Split(ulong value, ushort* digits)
    {
        int count = 0;
        while (value != 0)
        {
            ulong rest = value / 10_000;
            digits[count++] = (ushort)(value - (rest * 10_000));
            value = rest;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Emit(byte* at, ushort* digits, int count, int fractionDigits, bool negative, int scale)
    {
        int weight = count == 0 ? 0 : count - fractionDigits - 1;
        int first = 0;
        while (first < count && digits[first] == 0)
        {
            first++;
        }

        int used = count - first;
        WriteInt32(at, 8 + (used * 2));
        WriteInt16(at + 4, used);
        WriteInt16(at + 6, weight);
        WriteInt16(at + 8, negative ? Negative : 0);
        WriteInt16(at + 10, scale);
        at += 12;
        for (int i = count - 1; i >= first; i--)
        {
            WriteInt16(at, digits[i]);
            at += 2;
        }

        return at;
    }

    private static int Power(int exponent) => exponent switch { 1 => 10, 2 => 100, 3 => 1000, _ => 10_000 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteInt32(byte* at, int value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteInt16(byte* at, int value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness((short)value));
}
