using System.Text.Json;
using Avro;
using Avro.Generic;
using Avro.IO;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>Records as Apache.Avro writes them.</summary>
internal static class AvroRecords
{
    /// <param name="schema">Of a record.</param>
    /// <param name="fields">Its fields in JSON; bytes and fixed are texts of base64, a logical type is what carries it.</param>
    public static byte[] Write(string schema, string fields)
    {
        Schema parsed = Parse(schema);
        using JsonDocument document = JsonDocument.Parse(fields);
        using MemoryStream stream = new();
        new GenericDatumWriter<object>(parsed).Write(
            Value(parsed, document.RootElement) ?? throw new InvalidOperationException("null is no record"), new BinaryEncoder(stream));
        return stream.ToArray();
    }

    /// <summary>Reads a record and writes it again; what stands behind it is left out.</summary>
    public static byte[] Rewritten(string schema, ReadOnlyMemory<byte> record)
    {
        Schema parsed = Parse(schema);
        using MemoryStream input = new(record.ToArray());
        object? read = new GenericDatumReader<object>(parsed, parsed).Read(new object(), new BinaryDecoder(input));
        using MemoryStream output = new();
        new GenericDatumWriter<object>(parsed).Write(read, new BinaryEncoder(output));
        return output.ToArray();
    }

    // The library has values of its own for logical types; what is on the wire is the value below.
    public static Schema Parse(string schema) => Schema.Parse(schema.Replace("\"logicalType\"", "\"was\"", StringComparison.Ordinal));

    private static object? Value(Schema schema, JsonElement json) => schema switch
    {
        UnionSchema union => Branch(union, json),
        RecordSchema record => Record(record, json),
        ArraySchema array => json.EnumerateArray().Select(item => Value(array.ItemSchema, item)).ToArray(),
        MapSchema map => json.EnumerateObject().ToDictionary(
            p => p.Name, p => Value(map.ValueSchema, p.Value) ?? throw new InvalidOperationException("maps of nulls are not written")),
        EnumSchema set => new GenericEnum(set, json.GetString()),
        FixedSchema fixedSize => new GenericFixed(fixedSize, json.GetBytesFromBase64()),
        _ => schema.Tag switch
        {
            Schema.Type.Null => null,
            Schema.Type.Boolean => json.GetBoolean(),
            Schema.Type.Int => json.GetInt32(),
            Schema.Type.Long => json.GetInt64(),
            Schema.Type.Float => json.GetSingle(),
            Schema.Type.Double => json.GetDouble(),
            Schema.Type.Bytes => json.GetBytesFromBase64(),
            _ => json.GetString(),
        },
    };

    private static GenericRecord Record(RecordSchema schema, JsonElement json)
    {
        GenericRecord record = new(schema);
        foreach (Field field in schema.Fields)
        {
            record.Add(field.Name, json.TryGetProperty(field.Name, out JsonElement member) ? Value(field.Schema, member) : null);
        }

        return record;
    }

    // The first branch that the value can be.
    private static object? Branch(UnionSchema union, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        foreach (Schema branch in union.Schemas.Where(b => b.Tag != Schema.Type.Null))
        {
            try
            {
                return Value(branch, json);
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
            }
        }

        throw new InvalidOperationException($"{json} is none of {union}");
    }
}
