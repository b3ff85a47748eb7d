using System.Runtime.CompilerServices;
using DuckDB.NET.Native;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// One column of a chunk: spans over DuckDB's own memory, valid until the chunk is disposed. Nothing is copied or allocated a row.
/// </summary>
/// <remarks>
/// What <see cref="Values{T}"/> holds: BOOLEAN byte, integers, FLOAT and DOUBLE as they are; DECIMAL short, int, long or Int128 as
/// <see cref="DuckDbType.Storage"/> says; DATE int days and TIMESTAMP/TIMESTAMPTZ long µs since 1970-01-01; TIME long µs; UUID Int128 with
/// the top bit flipped; INTERVAL <see cref="DuckDbInterval"/>; LIST and MAP <see cref="DuckDbListEntry"/> (a map is a list of key-value
/// structs); VARCHAR, BLOB and JSON <see cref="DuckDbText"/>.
/// </remarks>
public readonly unsafe struct DuckDbVector
{
    private readonly IntPtr _vector;
    private readonly void* _data;
    private readonly ulong* _validity;

    internal DuckDbVector(IntPtr vector, int length)
    {
        _vector = vector;
        _data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        Length = length;
    }

    /// <summary>Rows of a column; for a list's child, the elements of all its rows.</summary>
    public int Length { get; }

    /// <summary>True when the vector certainly has no null, so <see cref="IsValid"/> need not be asked.</summary>
    public bool AllValid => _validity is null;

    /// <summary>
    /// One bit a row, set where it is valid; empty where <see cref="AllValid"/>. For inner loops that can't afford a call a value.
    /// </summary>
    public ReadOnlySpan<ulong> Validity => _validity is null ? [] : new(_validity, (Length + 63) / 64);

    /// <summary>
    /// The texts of a VARCHAR, BLOB or JSON column; read one with <see cref="DuckDbText.Bytes"/>. Null rows are undefined.
    /// </summary>
    public ReadOnlySpan<DuckDbText> Texts => new(_data, Length);

    /// <summary>The elements of a LIST or MAP column (all rows' together; entries point into it).</summary>
    public DuckDbVector ListChild =>
        new(NativeMethods.Vectors.DuckDBListVectorGetChild(_vector), (int)NativeMethods.Vectors.DuckDBListVectorGetSize(_vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsValid(int row) => _validity is null || (_validity[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>The fixed-size values. Null rows are undefined.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => new(_data, Length);

    /// <summary>Field <paramref name="index"/> of a STRUCT column; of the child of a MAP, 0 is the keys and 1 the values.</summary>
    public DuckDbVector StructChild(int index) => new(NativeMethods.Vectors.DuckDBStructVectorGetChild(_vector, index), Length);
}
