using System.Buffers.Binary;
using System.Text;

namespace FlowLang.Values.State;

/// <summary>
/// Writes state as bytes: integers as varints of seven bits (signed ones in zigzag), text as UTF-8 behind its length. What is written has
/// no names and no types; who reads it asks for the same in the same order.
/// </summary>
public struct StateWriter(int capacity)
{
    /// <summary>Of the forms of this file; a change of any of them makes state of the old one unreadable.</summary>
    public const int Version = 1;

    private const int LongestVarint = 19;
    private byte[]? _bytes = new byte[capacity];

    public int Length { get; private set; }

    /// <summary>Valid until the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public readonly byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets what is written, and keeps the memory.</summary>
    public void Clear() => Length = 0;

    public void Bool(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    public void Unsigned(ulong value)
    {
        Span<byte> target = Room(LongestVarint);
        int at = 0;
        for (; value > 0x7F; value >>= 7)
        {
            target[at++] = (byte)(value | 0x80);
        }

        target[at++] = (byte)value;
        Length += at;
    }

    public void Count(int value) => Unsigned((ulong)value);

    public void Integer(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Wide(Int128 value) => WideUnsigned((UInt128)((value << 1) ^ (value >> 127)));

    public void WideUnsigned(UInt128 value)
    {
        Span<byte> target = Room(LongestVarint);
        int at = 0;
        for (; value > 0x7F; value >>= 7)
        {
            target[at++] = (byte)((byte)value | 0x80);
        }

        target[at++] = (byte)value;
        Length += at;
    }

    public void Float(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);

    public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(sizeof(float)), value);

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>What another writer wrote.</summary>
    public void Append(ReadOnlySpan<byte> written) => written.CopyTo(Take(written.Length));

    public void Uuid(Guid value) => value.TryWriteBytes(Take(16), bigEndian: true, out _);

    /// <summary>A value in its form.</summary>
    public void Write<T, TForm>(T value)
        where TForm : IStateForm<T> => TForm.Write(value, ref this);

    private Span<byte> Take(int count)
    {
        Span<byte> room = Room(count);
        Length += count;
        return room;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes is null || _bytes.Length - Length < count)
        {
            byte[] larger = new byte[Math.Max(Length + count, Math.Max(256, Length * 2))];
            Written.CopyTo(larger);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length, count);
    }
}
