using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Runtime;
using FlowLang.Values;
using FlowLang.Values.Numbers;
using FlowLang.Values.Times;

namespace FlowLang.Streams;

/// <summary>
/// Writes rows, or values by themselves, as JSON by the language's mapping: decimals as strings, bytes as base64, times in ISO 8601,
/// instants in RFC 3339 with Z.
/// </summary>
public sealed class JsonRowWriter(ImmutableArray<Column> columns) : IRowWriter, IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Readers that take every number for a float tell all integers up to this apart (RFC 8259, 6).</summary>
    private const long LargestExact = 9_007_199_254_740_991;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly JsonEncodedText[] _names =
        [.. columns.Select(c => JsonEncodedText.Encode(c.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];

    private readonly (int Start, int End)[] _values = new (int, int)[columns.Length];

    private RowFrame[] _frames = new RowFrame[8];
    private int _depth;
    private int _column;
    private int _base;
    private Utf8JsonWriter? _writer;

    /// <summary>Readers know integers of 64 bits: all are written as numbers, else those past 2^53 as texts.</summary>
    public bool HasLargeIntegers { get; init; }

    /// <summary>Debezium's form: dates are days, times and datetimes microseconds; instants stay text.</summary>
    public bool HasCountedTimes { get; init; }

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    private int At => (int)(Writer.BytesCommitted + Writer.BytesPending) + _base;

    private Utf8JsonWriter Writer => _writer ??= new Utf8JsonWriter(_buffer, Options);

    public void Clear()
    {
        Writer.Reset();
        _buffer.ResetWrittenCount();
        _depth = 0;
    }

    /// <summary>One value by itself follows.</summary>
    public void BeginValue(Column column) => Push(new RowFrame(RowFrameKind.Value, [], column));

    public void EndValue()
    {
        _depth--;
        Writer.Flush();
    }

    /// <summary>The value of a column in the row that was written last, as it stands in <see cref="Written"/>.</summary>
    public ReadOnlySpan<byte> ValueOf(int column) => Written.Span[_values[column].Start.._values[column].End];

    public void BeginRow()
    {
        _column = 0;
        _base = _buffer.WrittenCount;
        Push(new RowFrame(RowFrameKind.Fields, columns, null));
        Writer.WriteStartObject();
    }

    public void EndRow()
    {
        _depth--;
        EndColumn();
        Writer.WriteEndObject();
        Writer.Flush();
        Writer.Reset();
    }

    public void Null()
    {
        Next();
        Writer.WriteNullValue();
    }

    public void Bool(bool value)
    {
        Next();
        Writer.WriteBooleanValue(value);
    }

    public void Integer(long value)
    {
        Next();
        if (!HasLargeIntegers && value is < -LargestExact or > LargestExact)
        {
            Span<char> text = stackalloc char[20];
            value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
            Writer.WriteStringValue(text[..length]);
            return;
        }

        Writer.WriteNumberValue(value);
    }

    public void Float(double value)
    {
        RequireFinite(Next(), value);
        Writer.WriteNumberValue(value + 0d);
    }

    public void Single(float value)
    {
        RequireFinite(Next(), value);
        Writer.WriteNumberValue(value + 0f);
    }

    public void Decimal(Int128 unscaled, int scale)
    {
        Next();
        Span<byte> text = stackalloc byte[48];
        Writer.WriteStringValue(text[..Decimals.Write(unscaled, scale, text)]);
    }

    public void Text(string value)
    {
        if (_frames[_depth - 1].IsAtKey)
        {
            _frames[_depth - 1].Next();
            Writer.WritePropertyName(value);
            return;
        }

        Next();
        Writer.WriteStringValue(value);
    }

    public void Json(string value)
    {
        Next();
        Writer.WriteRawValue(value, skipInputValidation: true);
    }

    public void Bytes(Bytes value)
    {
        Next();
        Writer.WriteBase64StringValue(value.Span);
    }

    public void Uuid(Guid value)
    {
        Next();
        Writer.WriteStringValue(value);
    }

    public void Date(DateOnly value)
    {
        if (HasCountedTimes)
        {
            Integer(value.DayNumber - DateOnly.FromDateTime(System.DateTime.UnixEpoch).DayNumber);
            return;
        }

        Formatted(value, "yyyy-MM-dd");
    }

    public void Time(TimeOnly value)
    {
        if (HasCountedTimes)
        {
            Integer(value.Ticks / TimeSpan.TicksPerMicrosecond);
            return;
        }

        Formatted(value, "HH:mm:ss.FFFFFF");
    }

    public void DateTime(DateTime value)
    {
        if (HasCountedTimes)
        {
            Integer((value.Ticks - System.DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
            return;
        }

        Formatted(value, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF");
    }

    public void Instant(DateTime value) => Formatted(value, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'");

    public void Interval(Interval value)
    {
        Next();
        Writer.WriteStartObject();
        Writer.WriteNumber("months", value.Months);
        Writer.WriteNumber("days", value.Days);
        Writer.WriteNumber("microseconds", value.Microseconds);
        Writer.WriteEndObject();
    }

    public void BeginList(int count)
    {
        Push(new RowFrame(RowFrameKind.List, [], Next().Type.Element));
        Writer.WriteStartArray();
    }

    public void EndList()
    {
        _depth--;
        Writer.WriteEndArray();
    }

    public void BeginStruct()
    {
        Push(new RowFrame(RowFrameKind.Fields, Next().Type.Fields, null));
        Writer.WriteStartObject();
    }

    public void EndStruct()
    {
        _depth--;
        Writer.WriteEndObject();
    }

    public void BeginMap(int count)
    {
        Push(new RowFrame(RowFrameKind.Map, [], Next().Type.Element));
        Writer.WriteStartObject();
    }

    public void EndMap()
    {
        _depth--;
        Writer.WriteEndObject();
    }

    public void Dispose() => _writer?.Dispose();

    private void Formatted<T>(T value, string format)
        where T : ISpanFormattable
    {
        Next();
        Span<char> text = stackalloc char[40];
        value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        Writer.WriteStringValue(text[..length]);
    }

    private Column Next()
    {
        ref RowFrame frame = ref _frames[_depth - 1];
        Column column = frame.Next() ?? throw new UnreachableException("a map's key is text");
        if (frame.IsNamed)
        {
            if (_depth == 1)
            {
                EndColumn();
                Writer.WritePropertyName(_names[_column]);
                _values[_column++].Start = At;
            }
            else
            {
                Writer.WritePropertyName(column.Name);
            }
        }

        return column;
    }

    private void EndColumn()
    {
        if (_column > 0)
        {
            _values[_column - 1].End = At;
        }
    }

    private void Push(RowFrame frame)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = frame;
    }

    private static void RequireFinite(Column column, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new UnwritableValueException(column.Name, value.ToString(CultureInfo.InvariantCulture), "has no form in json");
        }
    }
}
