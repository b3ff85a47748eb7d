using System.Buffers.Binary;

namespace FlowLang.Streams;

/// <summary>Times as the first bytes of keys on disk, whose order is that of the times.</summary>
internal static class TimeKey
{
    public const int Size = sizeof(ulong);

    private const ulong Sign = 1UL << 63;

    public static byte[] Of(long time)
    {
        byte[] key = new byte[Size];
        Write(key, time);
        return key;
    }

    public static void Write(Span<byte> key, long time) => BinaryPrimitives.WriteUInt64BigEndian(key, (ulong)time ^ Sign);

    public static long Read(ReadOnlySpan<byte> key) => (long)(BinaryPrimitives.ReadUInt64BigEndian(key) ^ Sign);
}
