using System.Buffers.Binary;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Takes numbers and texts off a message of logical replication (PostgreSQL documentation, 55.9).</summary>
internal ref struct WireReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        byte value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public short Int16()
    {
        short value = BinaryPrimitives.ReadInt16BigEndian(_rest);
        _rest = _rest[2..];
        return value;
    }

    public int Int32()
    {
        int value = BinaryPrimitives.ReadInt32BigEndian(_rest);
        _rest = _rest[4..];
        return value;
    }

    public long Int64()
    {
        long value = BinaryPrimitives.ReadInt64BigEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    /// <summary>Up to a zero.</summary>
    public ReadOnlySpan<byte> Text()
    {
        int end = _rest.IndexOf((byte)0);
        ReadOnlySpan<byte> value = _rest[..end];
        _rest = _rest[(end + 1)..];
        return value;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        ReadOnlySpan<byte> value = _rest[..count];
        _rest = _rest[count..];
        return value;
    }
}
