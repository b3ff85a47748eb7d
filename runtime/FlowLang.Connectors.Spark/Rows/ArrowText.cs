using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using FlowLang.Runtime;
using Column = FlowLang.Runtime.Column;

namespace FlowLang.Connectors.Spark;

/// <summary>Values of Arrow as text: scalars plain, nested ones as JSON.</summary>
internal static class ArrowText
{
    private const long FirstMicrosecond = -62_135_596_800_000_000;
    private const long LastMicrosecond = 253_402_300_799_999_999;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Of(IArrowArray array, int row, ColumnType type)
    {
        if (array.IsNull(row))
        {
            return null;
        }

        if (type.Kind is not (ColumnKind.List or ColumnKind.Struct or ColumnKind.Map or ColumnKind.Interval))
        {
            return Scalar(array, row, type);
        }

        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, s_json))
        {
            Write(json, array, row, type);
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static string Scalar(IArrowArray array, int row, ColumnType type) => (type.Kind, array) switch
    {
        (ColumnKind.Bool, BooleanArray a) => a.GetValue(row) == true ? "true" : "false",
        (ColumnKind.Int16, Int8Array a) => Digits(a.Values[row]),
        (ColumnKind.Int16, Int16Array a) => Digits(a.Values[row]),
        (ColumnKind.Int32, Int32Array a) => Digits(a.Values[row]),
        (ColumnKind.Int64, Int64Array a) => Digits(a.Values[row]),
        (ColumnKind.Float32, FloatArray a) => a.Values[row].ToString("R", CultureInfo.InvariantCulture),
        (ColumnKind.Float64, DoubleArray a) => a.Values[row].ToString("R", CultureInfo.InvariantCulture),
        (ColumnKind.Decimal, Decimal128Array a) => a.GetString(row),
        (ColumnKind.Text or ColumnKind.Json or ColumnKind.Uuid, StringArray a) => a.GetString(row),
        (ColumnKind.Bytes, BinaryArray a) => Convert.ToBase64String(a.GetBytes(row)),
        (ColumnKind.Date, Date32Array a) => Date(a.Values[row]),
        (ColumnKind.Time, Int64Array a) => Time(a.Values[row]),
        (ColumnKind.Time, Time64Array a) => Time(a.Values[row] / 1000),
        (ColumnKind.DateTime, TimestampArray a) => Moment(a.Values[row]),
        (ColumnKind.Instant, TimestampArray a) => Moment(a.Values[row]) + "Z",
        _ => throw new ArgumentException($"{array.Data.DataType.Name} is not read as {type}", nameof(type)),
    };

    private static void Write(Utf8JsonWriter json, IArrowArray array, int row, ColumnType type)
    {
        if (array.IsNull(row))
        {
            json.WriteNullValue();
            return;
        }

        switch (type.Kind)
        {
            case ColumnKind.Struct:
                WriteFields(json, (StructArray)array, row, [.. type.Fields]);
                break;
            case ColumnKind.Interval:
                WriteFields(json, (StructArray)array, row, [.. SparkTypes.IntervalFields]);
                break;
            case ColumnKind.Map when type.Element is { } value:
                WriteEntries(json, (MapArray)array, row, value.Type);
                break;
            case ColumnKind.List when type.Element is { } element:
                WriteItems(json, (ListArray)array, row, element.Type);
                break;
            case ColumnKind.Bool or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Json:
                json.WriteRawValue(Scalar(array, row, type));
                break;
            case ColumnKind.Float32 or ColumnKind.Float64 when Scalar(array, row, type) is var number && char.IsAsciiDigit(number[^1]):
                json.WriteRawValue(number);
                break;
            default:
                json.WriteStringValue(Scalar(array, row, type));
                break;
        }
    }

    private static void WriteFields(Utf8JsonWriter json, StructArray array, int row, Column[] fields)
    {
        json.WriteStartObject();
        for (int i = 0; i < fields.Length; i++)
        {
            json.WritePropertyName(fields[i].Name);
            Write(json, array.Fields[i], row, fields[i].Type);
        }

        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, ListArray array, int row, ColumnType element)
    {
        json.WriteStartArray();
        for (int i = array.ValueOffsets[row]; i < array.ValueOffsets[row + 1]; i++)
        {
            Write(json, array.Values, i, element);
        }

        json.WriteEndArray();
    }

    private static void WriteEntries(Utf8JsonWriter json, MapArray array, int row, ColumnType value)
    {
        json.WriteStartObject();
        for (int i = array.ValueOffsets[row]; i < array.ValueOffsets[row + 1]; i++)
        {
            json.WritePropertyName(((StringArray)array.Keys).GetString(i));
            Write(json, array.Values, i, value);
        }

        json.WriteEndObject();
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(int days)
    {
        long day = days + (long)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return day is < 0 or > 3_652_058
            ? $"day {Digits(days)}"
            : DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string Time(long microseconds) => microseconds is < 0 or >= 86_400_000_000
        ? microseconds == 86_400_000_000 ? "24:00:00" : $"microsecond {Digits(microseconds)}"
        : new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    private static string Moment(long microseconds) => microseconds is < FirstMicrosecond or > LastMicrosecond
        ? $"microsecond {Digits(microseconds)}"
        : DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}
