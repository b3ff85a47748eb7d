using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Writes structs, maps and lists as JSON by the language's mapping: decimals as strings, bytes as base64, times in ISO 8601, instants in
/// RFC 3339 with Z.
/// </summary>
internal sealed class DocumentWriter(CopyBuffer buffer)
{
    private readonly ArrayBufferWriter<byte> _json = new();

    public void Write(Column column, DuckDbVector vector, int row)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Value(writer, column, vector, row);
        }

        if (JsonText.HoldsZero(_json.WrittenSpan))
        {
            throw Refusal.ZeroInText(column.Name, _json.WrittenSpan);
        }

        buffer.Write(_json.WrittenSpan);
    }

    private static void Value(Utf8JsonWriter writer, Column column, DuckDbVector vector, int row)
    {
        if (!vector.IsValid(row))
        {
            writer.WriteNullValue();
            return;
        }

        switch (column.Type.Kind)
        {
            case ColumnKind.Struct:
                Struct(writer, column, vector, row);
                break;
            case ColumnKind.Map:
                Map(writer, column, vector, row);
                break;
            case ColumnKind.List:
                List(writer, column, vector, row);
                break;
            default:
                Scalar(writer, column, vector, row);
                break;
        }
    }

    private static void Struct(Utf8JsonWriter writer, Column column, DuckDbVector vector, int row)
    {
        writer.WriteStartObject();
        for (int i = 0; i < column.Type.Fields.Length; i++)
        {
            writer.WritePropertyName(column.Type.Fields[i].Name);
            Value(writer, column.Type.Fields[i] with { Name = $"{column.Name}.{column.Type.Fields[i].Name}" }, vector.StructChild(i), row);
        }

        writer.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter writer, Column column, DuckDbVector vector, int row)
    {
        DuckDbListEntry entry = vector.Values<DuckDbListEntry>()[row];
        DuckDbVector entries = vector.ListChild;
        DuckDbVector keys = entries.StructChild(0);
        DuckDbVector values = entries.StructChild(1);
        writer.WriteStartObject();
        for (int i = (int)entry.Offset; i < (int)(entry.Offset + entry.Length); i++)
        {
            writer.WritePropertyName(DuckDbText.Bytes(in keys.Texts[i]));
            Value(writer, Element(column), values, i);
        }

        writer.WriteEndObject();
    }

    private static void List(Utf8JsonWriter writer, Column column, DuckDbVector vector, int row)
    {
        DuckDbListEntry entry = vector.Values<DuckDbListEntry>()[row];
        DuckDbVector elements = vector.ListChild;
        writer.WriteStartArray();
        for (int i = (int)entry.Offset; i < (int)(entry.Offset + entry.Length); i++)
        {
            Value(writer, Element(column), elements, i);
        }

        writer.WriteEndArray();
    }

    private static Column Element(Column column) => (column.Type.Element ?? throw new UnreachableException()) with { Name = column.Name };

    private static void Scalar(Utf8JsonWriter writer, Column column, DuckDbVector vector, int row)
    {
        switch (column.Type.Kind)
        {
            case ColumnKind.Bool:
                writer.WriteBooleanValue(vector.Values<byte>()[row] != 0);
                break;
            case ColumnKind.Int16:
                writer.WriteNumberValue(vector.Values<short>()[row]);
                break;
            case ColumnKind.Int32:
                writer.WriteNumberValue(vector.Values<int>()[row]);
                break;
            case ColumnKind.Int64:
                writer.WriteNumberValue(vector.Values<long>()[row]);
                break;
            case ColumnKind.Float32:
                writer.WriteNumberValue(Finite(column, vector.Values<float>()[row]) == 0 ? 0f : vector.Values<float>()[row]);
                break;
            case ColumnKind.Float64:
                writer.WriteNumberValue(Finite(column, vector.Values<double>()[row]) + 0d);
                break;
            case ColumnKind.Text:
                writer.WriteStringValue(DuckDbText.Bytes(in vector.Texts[row]));
                break;
            case ColumnKind.Bytes:
                writer.WriteBase64StringValue(DuckDbText.Bytes(in vector.Texts[row]));
                break;
            case ColumnKind.Json:
                writer.WriteRawValue(DuckDbText.Bytes(in vector.Texts[row]));
                break;
            case ColumnKind.Interval:
                Interval(writer, vector.Values<DuckDbInterval>()[row]);
                break;
            default:
                writer.WriteStringValue(ScalarText.Of(column, vector, row));
                break;
        }
    }

    private static void Interval(Utf8JsonWriter writer, DuckDbInterval interval)
    {
        writer.WriteStartObject();
        writer.WriteNumber("months", interval.Months);
        writer.WriteNumber("days", interval.Days);
        writer.WriteNumber("microseconds", interval.Micros);
        writer.WriteEndObject();
    }

    private static double Finite(Column column, double value) =>
        double.IsFinite(value) ? value : throw Refusal.NotFinite(column.Name, value);
}
