using System.Buffers.Binary;
using System.Diagnostics;
using DuckDB.NET.Native;
using FlowLang.Runtime;

using static FlowLang.Connectors.Postgres.ScalarWriters;

namespace FlowLang.Connectors.Postgres;

/// <summary>Writes values of PostgreSQL's binary form into a vector of the engine.</summary>
internal abstract unsafe class VectorWriter
{
    private ulong* _validity;

    protected IntPtr Vector { get; private set; }

    protected void* Data { get; private set; }

    public static VectorWriter Of(string column, ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => new BoolWriter(),
        ColumnKind.Int16 => new Int16Writer(),
        ColumnKind.Int32 or ColumnKind.Float32 => new Int32Writer(),
        ColumnKind.Int64 or ColumnKind.Float64 or ColumnKind.Time => new Int64Writer(),
        ColumnKind.Decimal => new DecimalWriter(column, type),
        ColumnKind.Text or ColumnKind.Bytes => new TextVectorWriter(),
        ColumnKind.Uuid => new UuidWriter(),
        ColumnKind.Date => new DateWriter(column),
        ColumnKind.Instant or ColumnKind.DateTime => new TimestampWriter(column),
        ColumnKind.Interval => new IntervalWriter(),
        ColumnKind.List when type.Element is { } element => new ListWriter(column, Of(column, element.Type)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Points the writer at an empty vector.</summary>
    public virtual void Bind(IntPtr vector)
    {
        Vector = vector;
        Data = NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = null;
    }

    public abstract void Write(byte* value, int length, int row);

    public virtual void WriteNull(int row)
    {
        if (_validity is null)
        {
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(Vector);
            _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(Vector);
        }

        _validity[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>After the vector grew: its memory may be elsewhere.</summary>
    public void Rebind()
    {
        Data = NativeMethods.Vectors.DuckDBVectorGetData(Vector);
        _validity = null;
    }

    protected static short Int16(byte* at) => BinaryPrimitives.ReadInt16BigEndian(new ReadOnlySpan<byte>(at, 2));

    protected static int Int32(byte* at) => BinaryPrimitives.ReadInt32BigEndian(new ReadOnlySpan<byte>(at, 4));

    protected static long Int64(byte* at) => BinaryPrimitives.ReadInt64BigEndian(new ReadOnlySpan<byte>(at, 8));
}
