using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.Postgres;
using FlowLang.Streams;
using FlowLang.Values;
using FlowLang.Values.Times;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Writes rows as the tuples of a binary COPY. With <paramref name="marks"/>, each is followed by its place and by whether it is deleted:
/// what a staging table has behind the columns.
/// </summary>
internal unsafe partial struct CopyRowWriter(CopyBuffer buffer, ImmutableArray<CopyField> fields, StreamRows? marks) : IRowWriter
{
    private const long UnixDays = -Wire.FirstDay;
    private const long UnixMicroseconds = UnixDays * 86_400_000_000;

    private JsonRowWriter? _documents;
    private CopyField? _element;
    private int _field;
    private int _row;
    private int _array;
    private int _document;
    private int _depth;

    public void BeginRow()
    {
        buffer.Advance(Wire.Put(buffer.Reserve(2), (short)(fields.Length + (marks is null ? 0 : 2))));
        _field = 0;
    }

    public void EndRow()
    {
        if (marks is not null)
        {
            byte* at = Wire.Put(Wire.Put(buffer.Reserve(16), 4), _row);
            at = Wire.Put(at, 1);
            *at = (byte)(marks.IsDeleted(_row) ? 1 : 0);
            buffer.Advance(at + 1);
            _row++;
        }
    }

    /// <summary>The place of the next row.</summary>
    public void Begin(int row) => _row = row;

    public void Null()
    {
        if (_depth > 0)
        {
            Documents.Null();
            return;
        }

        Next();
        buffer.WriteInt32(-1);
    }

    public void Bool(bool value)
    {
        if (_depth > 0)
        {
            Documents.Bool(value);
            return;
        }

        Next();
        byte* at = Wire.Put(buffer.Reserve(5), 1);
        *at = (byte)(value ? 1 : 0);
        buffer.Advance(at + 1);
    }

    public void Integer(long value)
    {
        if (_depth > 0)
        {
            Documents.Integer(value);
            return;
        }

        byte* at = buffer.Reserve(12);
        buffer.Advance(Next().Kind switch
        {
            CopyKind.Int16 => Wire.Put(Wire.Put(at, 2), checked((short)value)),
            CopyKind.Int32 => Wire.Put(Wire.Put(at, 4), checked((int)value)),
            _ => Wire.Put(Wire.Put(at, 8), value),
        });
    }

    public void Float(double value)
    {
        if (_depth > 0)
        {
            Documents.Float(value);
            return;
        }

        Next();
        buffer.Advance(Wire.Put(Wire.Put(buffer.Reserve(12), 8), BitConverter.DoubleToInt64Bits(value + 0d)));
    }

    public void Single(float value)
    {
        if (_depth > 0)
        {
            Documents.Single(value);
            return;
        }

        Next();
        buffer.Advance(Wire.Put(Wire.Put(buffer.Reserve(8), 4), BitConverter.SingleToInt32Bits(value + 0f)));
    }

    public void Decimal(Int128 unscaled, int scale)
    {
        if (_depth > 0)
        {
            Documents.Decimal(unscaled, scale);
            return;
        }

        Next();
        byte* at = buffer.Reserve(NumericFormat.MaxSize);
        buffer.Advance(unscaled >= long.MinValue + 1 && unscaled <= long.MaxValue
            ? NumericFormat.Write(at, (long)unscaled, scale)
            : NumericFormat.WriteWide(at, unscaled, scale));
    }

    public void Text(string value)
    {
        if (_depth > 0)
        {
            Documents.Text(value);
            return;
        }

        CopyField field = Next();
        int length = buffer.Length;
        buffer.WriteInt32(0);
        Utf8(value);
        buffer.PatchLength(length);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw Refusal.ZeroInText(field.Column.Name, Encoding.UTF8.GetBytes(value));
        }
    }

    public void Json(string value)
    {
        if (_depth > 0)
        {
            Documents.Json(value);
            return;
        }

        CopyField field = Next();
        int length = buffer.Length;
        buffer.WriteInt32(0);
        buffer.Write([JsonText.Version]);
        int start = buffer.Length;
        Utf8(value);
        buffer.PatchLength(length);
        RequireStorable(field, buffer.Written.Span[start..]);
    }

    public void Bytes(Bytes value)
    {
        if (_depth > 0)
        {
            Documents.Bytes(value);
            return;
        }

        Next();
        buffer.WriteInt32(value.Span.Length);
        buffer.Write(value.Span);
    }

    public void Uuid(Guid value)
    {
        if (_depth > 0)
        {
            Documents.Uuid(value);
            return;
        }

        Next();
        byte* at = Wire.Put(buffer.Reserve(20), 16);
        value.TryWriteBytes(new Span<byte>(at, 16), bigEndian: true, out _);
        buffer.Advance(at + 16);
    }

    public void Date(DateOnly value)
    {
        if (_depth > 0)
        {
            Documents.Date(value);
            return;
        }

        buffer.Advance(ValueEncoder.Date(buffer.Reserve(8), value.DayNumber - (int)UnixDays, Next()));
    }

    public void Time(TimeOnly value)
    {
        if (_depth > 0)
        {
            Documents.Time(value);
            return;
        }

        Next();
        buffer.Advance(Wire.Put(Wire.Put(buffer.Reserve(12), 8), value.Ticks / TimeSpan.TicksPerMicrosecond));
    }

    public void DateTime(DateTime value)
    {
        if (_depth > 0)
        {
            Documents.DateTime(value);
            return;
        }

        Moment(value);
    }

    public void Instant(DateTime value)
    {
        if (_depth > 0)
        {
            Documents.Instant(value);
            return;
        }

        Moment(value);
    }

    public void Interval(Interval value)
    {
        if (_depth > 0)
        {
            Documents.Interval(value);
            return;
        }

        Next();
        byte* at = Wire.Put(Wire.Put(buffer.Reserve(20), 16), value.Microseconds);
        buffer.Advance(Wire.Put(Wire.Put(at, value.Days), value.Months));
    }

    private JsonRowWriter Documents => _documents ??= new JsonRowWriter([]) { HasLargeIntegers = true };

    private readonly CopyField Peek() => _element ?? fields[_field];

    private CopyField Next() => _element ?? fields[_field++];

    private void Moment(DateTime value) => buffer.Advance(
        ValueEncoder.Timestamp(buffer.Reserve(12), (value.Ticks / TimeSpan.TicksPerMicrosecond) - UnixMicroseconds, Next()));

    private readonly void Utf8(string value)
    {
        byte* at = buffer.Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        int written = Encoding.UTF8.GetBytes(value, new Span<byte>(at, Encoding.UTF8.GetMaxByteCount(value.Length)));
        buffer.Advance(at + written);
    }

    private static void RequireStorable(CopyField field, ReadOnlySpan<byte> json)
    {
        if (JsonText.HoldsZero(json))
        {
            throw Refusal.ZeroInText(field.Column.Name, json);
        }
    }
}
