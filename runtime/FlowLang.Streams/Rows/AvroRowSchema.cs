using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// The schema of rows in Avro (https://avro.apache.org/docs/1.12.0/specification/): a record with a field a column, in their order. What
/// may be null is a union of null and the value, with null for readers whose data has not the field.
/// </summary>
public sealed class AvroRowSchema
{
    private readonly Utf8JsonWriter _json;
    private readonly bool _isChange;
    private readonly HashSet<string> _names = [];

    /// <param name="isChange">Values are as Debezium's events have them, with the names of its types.</param>
    internal AvroRowSchema(Utf8JsonWriter json, bool isChange) => (_json, _isChange) = (json, isChange);

    /// <summary>As JSON, the same for the same columns.</summary>
    /// <param name="name">The record's full name is made of it: <c>taxi.rides</c> is `rides` in the namespace `taxi`.</param>
    /// <param name="columns">Their names are names of Avro: letters of ASCII, digits and `_`, no digit at the front.</param>
    public static string Of(string name, ImmutableArray<Column> columns)
    {
        ArrayBufferWriter<byte> schema = new();
        using Utf8JsonWriter json = new(schema);
        new AvroRowSchema(json, isChange: false).Record(FullName(name), columns);
        json.Flush();
        return Encoding.UTF8.GetString(schema.WrittenSpan);
    }

    /// <summary>What Avro takes as a full name.</summary>
    internal static string FullName(string name) => string.Join('.', name.Split('.').Select(Name));

    private static string Name(string part)
    {
        StringBuilder name = new();
        foreach (char c in part)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"_{name}" : name.ToString();
    }

    internal void Record(string wanted, ImmutableArray<Column> columns)
    {
        // A type has one definition: two structs may be alike in their columns' names.
        string name = wanted;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}{number}");
        }

        _json.WriteStartObject();
        _json.WriteString("type", "record");
        _json.WriteString("name", name);
        _json.WriteStartArray("fields");
        foreach (Column column in columns)
        {
            _json.WriteStartObject();
            _json.WriteString("name", column.Name);
            _json.WritePropertyName("type");
            Type(column, $"{name}_{column.Name}");
            if (column.Nullable)
            {
                _json.WriteNull("default");
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Type(Column column, string path)
    {
        if (!column.Nullable)
        {
            Type(column.Type, path);
            return;
        }

        _json.WriteStartArray();
        _json.WriteStringValue("null");
        Type(column.Type, path);
        _json.WriteEndArray();
    }

    private void Type(ColumnType type, string path)
    {
        switch (type.Kind)
        {
            case ColumnKind.Struct:
                Record(path, type.Fields);
                break;
            case ColumnKind.List:
                Items("array", "items", type, path);
                break;
            case ColumnKind.Map:
                Items("map", "values", type, path);
                break;
            case ColumnKind.Interval:
                Record(path, [new("months", ColumnType.Int32), new("days", ColumnType.Int32), new("microseconds", ColumnType.Int64)]);
                break;
            default:
                Plain(type);
                break;
        }
    }

    private void Items(string kind, string member, ColumnType type, string path)
    {
        Column element = type.Element ?? throw new System.Diagnostics.UnreachableException($"{type} has no items");
        _json.WriteStartObject();
        _json.WriteString("type", kind);
        _json.WritePropertyName(member);
        Type(element, path);
        _json.WriteEndObject();
    }

    private void Plain(ColumnType type)
    {
        (string primitive, string? logical) = type.Kind switch
        {
            ColumnKind.Bool => ("boolean", null),
            ColumnKind.Int16 or ColumnKind.Int32 => ("int", null),
            ColumnKind.Int64 => ("long", null),
            ColumnKind.Float32 => ("float", null),
            ColumnKind.Float64 => ("double", null),
            ColumnKind.Decimal => ("bytes", "decimal"),
            ColumnKind.Bytes => ("bytes", null),
            ColumnKind.Uuid => ("string", "uuid"),
            ColumnKind.Date => ("int", "date"),
            ColumnKind.Time => ("long", "time-micros"),
            ColumnKind.Instant => _isChange ? ("string", null) : ("long", "timestamp-micros"),
            ColumnKind.DateTime => ("long", "local-timestamp-micros"),
            _ => ("string", null),
        };
        string? connect = _isChange ? ConnectName(type.Kind) : null;
        if (logical is null && connect is null)
        {
            _json.WriteStringValue(primitive);
            return;
        }

        _json.WriteStartObject();
        _json.WriteString("type", primitive);
        if (logical is not null)
        {
            _json.WriteString("logicalType", logical);
        }

        if (type.Kind == ColumnKind.Decimal)
        {
            _json.WriteNumber("precision", type.Precision);
            _json.WriteNumber("scale", type.Scale);
        }

        if (connect is not null)
        {
            _json.WriteString("connect.name", connect);
        }

        _json.WriteEndObject();
    }

    // By these names Kafka Connect tells them from plain numbers and texts.
    private static string? ConnectName(ColumnKind kind) => kind switch
    {
        ColumnKind.Date => "io.debezium.time.Date",
        ColumnKind.Time => "io.debezium.time.MicroTime",
        ColumnKind.DateTime => "io.debezium.time.MicroTimestamp",
        ColumnKind.Instant => "io.debezium.time.ZonedTimestamp",
        ColumnKind.Uuid => "io.debezium.data.Uuid",
        ColumnKind.Json => "io.debezium.data.Json",
        _ => null,
    };
}
