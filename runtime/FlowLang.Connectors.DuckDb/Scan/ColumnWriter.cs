using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Writes one column of a chunk, straight into DuckDB's vector.</summary>
public unsafe struct ColumnWriter
{
    private const int InlineLimit = 12;
    private const int HeapBlock = 40 << 10;
    private const int Slack = 32;

    private static readonly byte* s_blank = (byte*)NativeMemory.AllocZeroed(HeapBlock + Slack);

    private readonly nint _vector;
    private readonly byte* _data;
    private ulong* _validity;
    private byte* _heap;
    private byte* _heapEnd;

    internal ColumnWriter(nint vector)
    {
        _vector = vector;
        _data = (byte*)NativeScan.Data(vector);
    }

    private static ReadOnlySpan<ulong> LowMasks =>
    [
        0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, ulong.MaxValue,
        ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue,
    ];

    private static ReadOnlySpan<uint> HighMasks => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF];

    /// <summary>Writes a text of valid UTF-8; 32 bytes from its start on must be readable, whatever its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PaddedText(int row, byte* text, int length)
    {
        // string_t: length, then up to 12 bytes padded with zeros (which comparisons rely on), or a prefix of 4 and a pointer.
        byte* slot = _data + ((long)row << 4);
        *(uint*)slot = (uint)length;
        if (length <= InlineLimit)
        {
            *(ulong*)(slot + 4) = *(ulong*)text & Unsafe.Add(ref MemoryMarshal.GetReference(LowMasks), length);
            *(uint*)(slot + 12) = *(uint*)(text + 8) & Unsafe.Add(ref MemoryMarshal.GetReference(HighMasks), length);
            return;
        }

        if (length > _heapEnd - _heap)
        {
            Reserve(row, length);
            *(uint*)slot = (uint)length;
        }

        *(uint*)(slot + 4) = *(uint*)text;
        *(byte**)(slot + 8) = _heap;
        if (length <= Slack)
        {
            Vector256.Store(Vector256.Load(text), _heap);
        }
        else
        {
            Unsafe.CopyBlockUnaligned(_heap, text, (uint)length);
        }

        _heap += length;
    }

    /// <summary>Writes a text of valid UTF-8.</summary>
    public readonly void Text(int row, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
        {
            NativeScan.AssignText(_vector, (ulong)row, bytes is null ? s_blank : bytes, (ulong)text.Length);
        }
    }

    /// <summary>Gives a row the same text as an earlier row of this chunk, without a copy.</summary>
    public readonly void Same(int row, int earlier) =>
        *(UInt128*)(_data + ((long)row << 4)) = *(UInt128*)(_data + ((long)earlier << 4));

    public readonly void Number(int row, long value) => ((long*)_data)[row] = value;

    public void Null(int row)
    {
        if (_validity is null)
        {
            NativeScan.EnsureValidityWritable(_vector);
            _validity = NativeScan.Validity(_vector);
        }

        _validity[row >> 6] &= ~(1UL << (row & 63));
    }

    // One call into DuckDB a block instead of one a value: a blank text of the block's size is put on the vector's heap, and values are
    // laid into its bytes. The row's own slot serves to learn its address.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Reserve(int row, int length)
    {
        int size = Math.Max(HeapBlock, length);
        byte* blank = size == HeapBlock ? s_blank : (byte*)NativeMemory.AllocZeroed((nuint)size + Slack);
        NativeScan.AssignText(_vector, (ulong)row, blank, (ulong)size + Slack);
        if (size != HeapBlock)
        {
            NativeMemory.Free(blank);
        }

        _heap = *(byte**)(_data + ((long)row << 4) + 8);
        _heapEnd = _heap + size;
    }
}
