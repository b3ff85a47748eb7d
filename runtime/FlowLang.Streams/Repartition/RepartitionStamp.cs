using System.Buffers.Binary;

namespace FlowLang.Streams;

/// <summary>
/// The key of a record of a repartition topic: where the row comes from, and what was known there when it came. Integers are big-endian:
/// feed, cut, partition and number of partitions of 32 bits, watermark and time of 64.
/// </summary>
/// <param name="Feed">Which of the pipeline's streams, from 0.</param>
/// <param name="Cut">Which rows these are, from 0; <see cref="Word"/> or <see cref="IdleWord"/> where there is no row.</param>
/// <param name="Partition">Of the stream.</param>
/// <param name="Partitions">That the stream has; 0 with a row, which does not tell.</param>
/// <param name="Watermark">Of that partition, with this record.</param>
/// <param name="Time">Of the row.</param>
public readonly record struct RepartitionStamp(int Feed, int Cut, int Partition, int Partitions, long Watermark, long Time)
{
    public const int Length = 32;

    /// <summary>A record that tells a partition's watermark, and nothing else.</summary>
    public const int Word = -1;

    /// <summary>As <see cref="Word"/>, of a partition that others do not wait for.</summary>
    public const int IdleWord = -2;

    public bool IsRow => Cut >= 0;

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Feed);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Cut);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Partition);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), Partitions);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), Watermark);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), Time);
        return bytes;
    }

    /// <summary>False where it is no stamp.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RepartitionStamp stamp)
    {
        if (bytes.Length != Length)
        {
            stamp = default;
            return false;
        }

        stamp = new RepartitionStamp(
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            BinaryPrimitives.ReadInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[24..]));
        return true;
    }
}
