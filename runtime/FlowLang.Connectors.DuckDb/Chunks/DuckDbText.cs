using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// DuckDB's <c>string_t</c> (VARCHAR, BLOB, JSON): 16 bytes of native memory, the text inside for up to 12 bytes, else behind a pointer.
/// Only meaningful where it lies: take it by reference from <see cref="DuckDbVector.Texts"/>, never copy it out.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly unsafe struct DuckDbText
{
    private const int InlineLimit = 12;

    [FieldOffset(0)]
    private readonly uint _length;

    [FieldOffset(4)]
    private readonly byte _inline;

    [FieldOffset(8)]
    private readonly byte* _pointer;

    /// <summary>Length in bytes.</summary>
    public int Length => (int)_length;

    /// <summary>The UTF-8 bytes (or raw bytes of a BLOB) of a text in native memory, valid while its chunk is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Bytes(ref readonly DuckDbText text) =>
        text._length <= InlineLimit
            ? MemoryMarshal.CreateReadOnlySpan(in text._inline, (int)text._length)
            : new ReadOnlySpan<byte>(text._pointer, (int)text._length);
}
