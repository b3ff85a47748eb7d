using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// The schema of change events in Avro, as Debezium's converter names its parts
/// (https://debezium.io/documentation/reference/stable/connectors/postgresql.html): `TOPIC.Envelope` around `TOPIC.Value`.
/// </summary>
internal static class AvroChangeSchema
{
    /// <param name="source">What is known of where a change comes from.</param>
    public static string Of(string topic, Column before, Column after, ImmutableArray<Column> source)
    {
        string space = AvroRowSchema.FullName(topic);
        ArrayBufferWriter<byte> schema = new();
        using Utf8JsonWriter json = new(schema);
        AvroRowSchema rows = new(json, isChange: true);
        json.WriteStartObject();
        json.WriteString("type", "record");
        json.WriteString("name", $"{space}.Envelope");
        json.WriteStartArray("fields");
        Optional(json, "before", () => rows.Record($"{space}.Value", before.Type.Fields));
        Optional(json, "after", () =>
        {
            // A type has one definition, and is a name from then on.
            if (AvroRowSchema.Of("Value", before.Type.Fields) == AvroRowSchema.Of("Value", after.Type.Fields))
            {
                json.WriteStringValue($"{space}.Value");
            }
            else
            {
                rows.Record($"{space}.Value", after.Type.Fields);
            }
        });
        json.WriteStartObject();
        json.WriteString("name", "source");
        json.WritePropertyName("type");
        rows.Record("io.debezium.connector.postgresql.Source", source);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("name", "op");
        json.WriteString("type", "string");
        json.WriteEndObject();
        Optional(json, "ts_ms", () => json.WriteStringValue("long"));
        json.WriteEndArray();
        json.WriteString("connect.name", $"{space}.Envelope");
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(schema.WrittenSpan);
    }

    private static void Optional(Utf8JsonWriter json, string name, Action type)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("type");
        json.WriteStringValue("null");
        type();
        json.WriteEndArray();
        json.WriteNull("default");
        json.WriteEndObject();
    }
}
