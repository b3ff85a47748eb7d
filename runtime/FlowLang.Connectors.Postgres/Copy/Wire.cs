using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLang.Connectors.Postgres;

/// <summary>Unaligned big-endian stores and loads.</summary>
internal static unsafe class Wire
{
    /// <summary>Days from 1970-01-01 to PostgreSQL's epoch, 2000-01-01.</summary>
    public const int EpochDays = 10_957;

    /// <summary>Microseconds from 1970-01-01 to PostgreSQL's epoch.</summary>
    public const long EpochMicroseconds = EpochDays * 86_400_000_000L;

    /// <summary>0001-01-01 and 9999-12-31 in days since 1970-01-01: FlowLang's first and last.</summary>
    public const int FirstDay = -719_162;
    public const int LastDay = 2_932_896;

    /// <summary>The same in microseconds; the last is the day's last microsecond.</summary>
    public const long FirstMicrosecond = FirstDay * 86_400_000_000L;
    public const long LastMicrosecond = ((LastDay + 1L) * 86_400_000_000L) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Put(byte* at, short value)
    {
        Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
        return at + 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Put(byte* at, int value)
    {
        Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
        return at + 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Put(byte* at, long value)
    {
        Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
        return at + 8;
    }
}
