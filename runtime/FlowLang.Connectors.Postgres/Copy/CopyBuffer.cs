using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLang.Connectors.Postgres;

/// <summary>The bytes of rows on their way to the server: grows to the widest row, is reused for every batch, all integers
/// big-endian.</summary>
internal sealed unsafe class CopyBuffer
{
    private byte[] _bytes;
    private byte* _start;
    private byte* _at;
    private byte* _end;

    public CopyBuffer(int capacity)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
        _start = (byte*)Unsafe.AsPointer(ref _bytes[0]);
        _at = _start;
        _end = _start + capacity;
    }

    public int Length => (int)(_at - _start);

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => _at = _start;

    /// <summary>Room for <paramref name="size"/> bytes at the returned position; <see cref="Advance"/> says how many were used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Reserve(int size)
    {
        if (_end - _at < size)
        {
            Grow(size);
        }

        return _at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(byte* to) => _at = to;

    public void WriteInt32(int value)
    {
        byte* at = Reserve(4);
        Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
        _at = at + 4;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        byte* at = Reserve(bytes.Length);
        bytes.CopyTo(new Span<byte>(at, bytes.Length));
        _at = at + bytes.Length;
    }

    /// <summary>Writes a length over the four bytes at <paramref name="position"/>: all that was written after them.</summary>
    public void PatchLength(int position) =>
        Unsafe.WriteUnaligned(_start + position, BinaryPrimitives.ReverseEndianness(Length - position - 4));

    private void Grow(int size)
    {
        int used = Length;
        long wanted = Math.Max((long)_bytes.Length * 2, (long)used + size);
        byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, Array.MaxLength), pinned: true);
        _bytes.AsSpan(0, used).CopyTo(larger);
        _bytes = larger;
        _start = (byte*)Unsafe.AsPointer(ref _bytes[0]);
        _at = _start + used;
        _end = _start + larger.Length;
    }
}
