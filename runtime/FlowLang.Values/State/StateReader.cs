using System.Buffers.Binary;
using System.Text;

namespace FlowLang.Values.State;

/// <summary>Reads what a <see cref="StateWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">Any read of bytes that are not of its form.</exception>
public ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public bool Bool() => Take(1)[0] != 0;

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return value;
            }
        }

        throw Broken();
    }

    /// <summary>A count of things of at least one byte each: never more than there are bytes.</summary>
    public int Count() => Unsigned() is var count && count <= (ulong)_rest.Length ? (int)count : throw Broken();

    public long Integer()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public Int128 Wide()
    {
        UInt128 value = WideUnsigned();
        return (Int128)(value >> 1) ^ -(Int128)(value & 1);
    }

    public UInt128 WideUnsigned()
    {
        UInt128 value = 0;
        for (int shift = 0; shift < 128; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (UInt128)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return value;
            }
        }

        throw Broken();
    }

    public double Float() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>Valid as long as the bytes that are read.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Count());

    public Guid Uuid() => new(Take(16), bigEndian: true);

    /// <summary>A value in its form.</summary>
    public T Read<T, TForm>()
        where TForm : IStateForm<T> => TForm.Read(ref this);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw Broken();
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Broken() => new("The state ends where more was expected.");
}
