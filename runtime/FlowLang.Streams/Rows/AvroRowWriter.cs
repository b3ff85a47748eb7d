using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using FlowLang.Runtime;
using FlowLang.Values;
using FlowLang.Values.Texts;
using FlowLang.Values.Times;

namespace FlowLang.Streams;

/// <summary>
/// Writes rows in Avro's binary encoding (https://avro.apache.org/docs/1.12.0/specification/#binary-encoding), by the schema that
/// <see cref="AvroRowSchema"/> makes of the same columns: what may be null is a union of null and the value, in this order.
/// </summary>
public sealed class AvroRowWriter(ImmutableArray<Column> columns) : IRowWriter
{
    private const int LongestNumber = 10;
    private const int LongestUnscaled = 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly int[] _starts = new int[columns.Length + 1];
    private RowFrame[] _frames = new RowFrame[8];
    private int _depth;
    private int _column;

    /// <summary>An instant is its ISO text, as in events of Debezium, not a count.</summary>
    public bool HasTextInstants { get; init; }

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _depth = 0;
    }

    /// <summary>A column's value in the last row; where it may be null with the union's branch before it.</summary>
    public ReadOnlySpan<byte> ValueOf(int column) => _buffer.WrittenSpan[_starts[column].._starts[column + 1]];

    public void BeginRow()
    {
        _column = 0;
        Push(new RowFrame(RowFrameKind.Fields, columns, null));
    }

    public void EndRow()
    {
        _depth--;
        _starts[_column] = _buffer.WrittenCount;
    }

    public void Null()
    {
        Column column = NextColumn();
        if (!column.Nullable)
        {
            throw new UnwritableValueException(column.Name, "null", "may not be there");
        }

        Number(0);
    }

    public void Bool(bool value)
    {
        Next();
        Byte(value ? (byte)1 : (byte)0);
    }

    public void Integer(long value)
    {
        Next();
        Number(value);
    }

    public void Float(double value)
    {
        Next();
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(sizeof(double)), value + 0d);
        _buffer.Advance(sizeof(double));
    }

    public void Single(float value)
    {
        Next();
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(sizeof(float)), value + 0f);
        _buffer.Advance(sizeof(float));
    }

    public void Decimal(Int128 unscaled, int scale)
    {
        Column column = Next();
        if (scale != column.Type.Scale)
        {
            throw new UnreachableException($"{column.Name} has another scale than its column");
        }

        Span<byte> bytes = stackalloc byte[LongestUnscaled];
        BinaryPrimitives.WriteInt128BigEndian(bytes, unscaled);
        while (bytes.Length > 1 && bytes[0] is 0 or 0xFF && (bytes[0] ^ bytes[1]) < 0x80)
        {
            bytes = bytes[1..];
        }

        Counted(bytes);
    }

    public void Text(string value)
    {
        if (_frames[_depth - 1].IsAtKey)
        {
            _frames[_depth - 1].Next();
        }
        else
        {
            Next();
        }

        Utf8(value);
    }

    public void Json(string value)
    {
        Next();
        Utf8(value);
    }

    public void Bytes(Bytes value)
    {
        Next();
        Counted(value.Span);
    }

    public void Uuid(Guid value)
    {
        Next();
        Span<byte> text = stackalloc byte[36];
        value.TryFormat(text, out int length);
        Counted(text[..length]);
    }

    public void Date(DateOnly value) => Integer(value.DayNumber - DateOnly.FromDateTime(System.DateTime.UnixEpoch).DayNumber);

    public void Time(TimeOnly value) => Integer(value.Ticks / TimeSpan.TicksPerMicrosecond);

    public void DateTime(DateTime value) => Integer(EventTime.Of(value));

    public void Instant(DateTime value)
    {
        if (HasTextInstants)
        {
            Text(TextForm.OfInstant(value));
        }
        else
        {
            Integer(EventTime.Of(value));
        }
    }

    /// <summary>A record of months, days and microseconds.</summary>
    public void Interval(Interval value)
    {
        Next();
        Number(value.Months);
        Number(value.Days);
        Number(value.Microseconds);
    }

    public void BeginList(int count) => Block(RowFrameKind.List, count);

    public void EndList() => EndBlock();

    public void BeginStruct() => Push(new RowFrame(RowFrameKind.Fields, Next().Type.Fields, null));

    public void EndStruct() => _depth--;

    public void BeginMap(int count) => Block(RowFrameKind.Map, count);

    public void EndMap() => EndBlock();

    // All items are one block; an empty block ends them.
    private void Block(RowFrameKind kind, int count)
    {
        Push(new RowFrame(kind, [], Next().Type.Element));
        if (count > 0)
        {
            Number(count);
        }
    }

    private void EndBlock()
    {
        _depth--;
        Number(0);
    }

    private Column NextColumn()
    {
        if (_depth == 1)
        {
            _starts[_column++] = _buffer.WrittenCount;
        }

        return NextOfFrame();
    }

    private Column NextOfFrame() => _frames[_depth - 1].Next() ?? throw new UnreachableException("a map's key is text");

    // A value that could be null says that it is not.
    private Column Next()
    {
        Column column = NextColumn();
        if (column.Nullable)
        {
            Number(1);
        }

        return column;
    }

    private void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void Number(long value) => Number(_buffer, value);

    /// <summary>Seven bits a byte, the lowest first, of the number with its sign at the end.</summary>
    internal static void Number(ArrayBufferWriter<byte> buffer, long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        Span<byte> span = buffer.GetSpan(LongestNumber);
        int length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        buffer.Advance(length);
    }

    private void Counted(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _buffer.Write(bytes);
    }

    private void Utf8(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    private void Push(RowFrame frame)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = frame;
    }
}
