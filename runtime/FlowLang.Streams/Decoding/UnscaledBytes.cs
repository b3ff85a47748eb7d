using System.Numerics;
using FlowLang.Values.Numbers;

namespace FlowLang.Streams.Decoding;

/// <summary>Decimals as Avro and Kafka Connect have them: the unscaled number in big-endian two's complement bytes.</summary>
internal static class UnscaledBytes
{
    private const int Longest = 16;
    private const int Digits = 38;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Int128 value)
    {
        value = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        value = (sbyte)bytes[0] < 0 ? -1 : 0;
        while (bytes.Length > Longest && bytes[0] == (byte)value && (bytes[1] ^ bytes[0]) < 0x80)
        {
            bytes = bytes[1..];
        }

        if (bytes.Length > Longest)
        {
            return false;
        }

        foreach (byte next in bytes)
        {
            value = (value << 8) | next;
        }

        return true;
    }

    /// <param name="unscaled">Of another scale.</param>
    /// <param name="precision">The digits that the value may have.</param>
    /// <param name="shift">Its scale less that of <paramref name="unscaled"/>.</param>
    public static bool TryRescale<T>(Int128 unscaled, int precision, int shift, out T value)
        where T : IBinaryInteger<T>
    {
        value = T.Zero;
        return shift < -Digits || shift > precision ? unscaled == 0 : Decimals.TryNarrow(unscaled, shift, precision, out value);
    }
}
