using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Writes the rows of DuckDB's chunks as the tuples of a binary COPY
/// (<see href="https://www.postgresql.org/docs/15/sql-copy.html">COPY, “Binary Format”</see>): straight from the vectors' memory, one
/// switch a
/// value, nothing allocated a row.
/// </summary>
internal sealed unsafe class CopyEncoder
{
    /// <summary>When the buffer is fuller than this, <see cref="Encode"/> stops after the row so that it can be sent.</summary>
    public const int SendSize = 256 * 1024;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', 10, 255, 13, 10, 0];

    private readonly ImmutableArray<CopyField> _fields;
    private readonly NativeColumn[] _columns;
    private readonly DuckDbVector[] _vectors;
    private readonly int _maxFixedRow;
    private readonly ValueEncoder _values;

    public CopyEncoder(ImmutableArray<CopyField> fields)
    {
        _fields = fields;
        _columns = new NativeColumn[fields.Length];
        _vectors = new DuckDbVector[fields.Length];
        _maxFixedRow = 2 + fields.Sum(f => f.MaxSize);
        _values = new ValueEncoder(Buffer);
    }

    public CopyBuffer Buffer { get; } = new(SendSize + (64 * 1024));

    /// <summary>The signature, flags and extension length that come before the first tuple.</summary>
    public void Header()
    {
        Buffer.Write(Signature);
        Buffer.WriteInt32(0);
        Buffer.WriteInt32(0);
    }

    /// <summary>The end of data.</summary>
    public void Trailer() => Buffer.Advance(Wire.Put(Buffer.Reserve(2), (short)-1));

    /// <summary>Reads the chunk's vectors; call it once before the chunk's first <see cref="Encode"/>.</summary>
    public void Begin(DuckDbChunk chunk)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            _vectors[i] = chunk[i];
            _columns[i] = new NativeColumn(_fields[i], _vectors[i]);
        }
    }

    /// <summary>
    /// Encodes kept rows from <paramref name="next"/> on until the chunk's end or until the buffer is due, and moves <paramref
    /// name="next"/>
    /// behind them. When a value is refused it is the refused row.
    /// </summary>
    public void Encode(DuckDbChunk chunk, ref int next)
    {
        ReadOnlySpan<int> kept = chunk.Kept;
        int count = chunk.KeptCount;
        bool all = chunk.AllKept;
        while (next < count && Buffer.Length < SendSize)
        {
            EncodeRow(all ? next : kept[next]);
            next++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EncodeRow(int row)
    {
        byte* at = Wire.Put(Buffer.Reserve(_maxFixedRow), (short)_columns.Length);
        NativeColumn[] columns = _columns;
        for (int i = 0; i < columns.Length; i++)
        {
            ref NativeColumn column = ref columns[i];
            if (column.Validity != null && (column.Validity[row >> 6] >> (row & 63) & 1) == 0)
            {
                at = Wire.Put(at, -1);
                continue;
            }

            at = EncodeValue(at, ref column, i, row);
        }

        Buffer.Advance(at);
    }

    /// <summary>One value that is not null: its length, then its bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* EncodeValue(byte* at, ref NativeColumn column, int i, int row)
    {
        switch (column.Kind)
        {
            case CopyKind.Bool:
                at = Wire.Put(at, 1);
                *at = ((byte*)column.Data)[row];
                return at + 1;
            case CopyKind.Int16:
                return Wire.Put(Wire.Put(at, 2), ((short*)column.Data)[row]);
            case CopyKind.Int32:
                return Wire.Put(Wire.Put(at, 4), ((int*)column.Data)[row]);
            case CopyKind.Int64:
                return Wire.Put(Wire.Put(at, 8), ((long*)column.Data)[row]);
            case CopyKind.Float32:
                return Wire.Put(Wire.Put(at, 4), BitConverter.SingleToInt32Bits(((float*)column.Data)[row] + 0f));
            case CopyKind.Float64:
                return Wire.Put(Wire.Put(at, 8), BitConverter.DoubleToInt64Bits(((double*)column.Data)[row] + 0d));
            case CopyKind.Decimal16:
                return NumericFormat.Write(at, ((short*)column.Data)[row], column.Scale);
            case CopyKind.Decimal32:
                return NumericFormat.Write(at, ((int*)column.Data)[row], column.Scale);
            case CopyKind.Decimal64:
                return NumericFormat.Write(at, ((long*)column.Data)[row], column.Scale);
            case CopyKind.Date:
                return ValueEncoder.Date(at, ((int*)column.Data)[row], _fields[i]);
            case CopyKind.Timestamp:
                return ValueEncoder.Timestamp(at, ((long*)column.Data)[row], _fields[i]);
            default:
                return Other(at, i, row);
        }
    }

    /// <summary>Values of unforeseeable size; leaves room for the rest of the row.</summary>
    private byte* Other(byte* at, int column, int row)
    {
        Buffer.Advance(at);
        _values.Write(_fields[column], _vectors[column], row);
        return Buffer.Reserve(_maxFixedRow);
    }

    /// <summary>A column of the current chunk, its memory taken apart for the inner loop.</summary>
    private readonly struct NativeColumn(CopyField field, DuckDbVector vector)
    {
        public readonly CopyKind Kind = field.Kind;
        public readonly int Scale = field.Scale;
        public readonly void* Data = Unsafe.AsPointer(ref Unsafe.AsRef(in vector.Values<byte>().GetPinnableReference()));
        public readonly ulong* Validity = vector.AllValid
            ? null
            : (ulong*)Unsafe.AsPointer(ref Unsafe.AsRef(in vector.Validity.GetPinnableReference()));
    }
}
