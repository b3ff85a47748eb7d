using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>
/// Records of a stream that nobody wrote: of its types, with few different values, so that keys meet again, and with nulls where there may
/// be some. Event times go on by some seconds a record. The same every time.
/// </summary>
internal sealed class MadeUpRecords(StreamSymbol stream, RowType row, int seed)
{
    private const int NullsOfHundred = 15;
    private const int Values = 6;
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(7);
    private static readonly DateTime s_start = new(2024, 3, 10, 6, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new(seed);
    private DateTime _now = s_start;

    public ImmutableArray<GivenRecord> Make(int count) => [.. Enumerable.Range(0, count).Select(Record)];

    private GivenRecord Record(int number)
    {
        _now = s_start + (number * s_step) + TimeSpan.FromMilliseconds(_random.Next(1000));
        using MemoryStream json = new();
        bool hasTime = stream.Time is not null;
        using (Utf8JsonWriter writer = new(json))
        {
            if (stream.IsChanges)
            {
                hasTime &= Change(writer);
            }
            else
            {
                Row(writer, row, "");
            }
        }

        return new GivenRecord(json.ToArray(), hasTime ? (_now.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : null);
    }

    // Whether it has the event time: a deleted row has none of its own any more.
    private bool Change(Utf8JsonWriter writer)
    {
        string op = _random.Next(4) switch { 0 => "snapshot", 1 => "update", 2 => "delete", _ => "insert" };
        writer.WriteStartObject();
        foreach (RowField field in row.Fields)
        {
            writer.WritePropertyName(field.Name);
            switch (field.Name)
            {
                case "op":
                    writer.WriteStringValue(op);
                    break;
                case "before" when op is "insert" or "snapshot":
                case "after" when op is "delete":
                    writer.WriteNullValue();
                    break;
                case "before" or "after":
                    Row(writer, (RowType)field.Type.Type, field.Name + ".");
                    break;
                default:
                    Value(writer, field.Type, field.Name);
                    break;
            }
        }

        writer.WriteEndObject();
        return stream.Time?.Path.Split('.')[0] switch
        {
            "after" => op != "delete",
            "before" => op is "update" or "delete",
            _ => true,
        };
    }

    private void Row(Utf8JsonWriter writer, RowType of, string path)
    {
        writer.WriteStartObject();
        foreach (RowField field in of.Fields)
        {
            writer.WritePropertyName(field.Name);
            Value(writer, field.Type, path + field.Name);
        }

        writer.WriteEndObject();
    }

    private void Value(Utf8JsonWriter writer, TypeRef type, string path)
    {
        if (path == stream.Time?.Path)
        {
            writer.WriteStringValue(Instant(_now));
        }
        else if (type.Nullable && _random.Next(100) < NullsOfHundred)
        {
            writer.WriteNullValue();
        }
        else
        {
            Present(writer, type.Type, path);
        }
    }

    private void Present(Utf8JsonWriter writer, FlowType type, string path)
    {
        int value = _random.Next(Values);
        switch (type)
        {
            case BoolType:
                writer.WriteBooleanValue(value % 2 == 0);
                break;
            case IntegerType or FloatType:
                writer.WriteNumberValue(value);
                break;
            case DecimalType number:
                writer.WriteStringValue(number.Precision > number.Scale ? value.ToString(CultureInfo.InvariantCulture) : "0");
                break;
            case EnumType choice:
                writer.WriteStringValue(choice.Values[value % choice.Values.Length]);
                break;
            case BytesType:
                writer.WriteBase64StringValue([(byte)value]);
                break;
            case JsonType:
                writer.WriteRawValue($"{{\"v\":{value}}}");
                break;
            case ListType list:
                writer.WriteStartArray();
                Enumerable.Range(0, value % 3).ToList().ForEach(_ => Value(writer, list.Element, path + "[]"));
                writer.WriteEndArray();
                break;
            case MapType map:
                writer.WriteStartObject();
                writer.WritePropertyName("k");
                Value(writer, map.Value, path + "{}");
                writer.WriteEndObject();
                break;
            case RowType inner:
                Row(writer, inner, path + ".");
                break;
            default:
                writer.WriteStringValue(Text(type, value));
                break;
        }
    }

    private static string Text(FlowType type, int value) => type switch
    {
        UuidType => $"00000000-0000-4000-8000-00000000000{value}",
        DateType => $"2024-03-1{value}",
        TimeType => $"06:0{value}:00",
        InstantType => Instant(s_start.AddMinutes(value)),
        DateTimeType => Instant(s_start.AddMinutes(value)).TrimEnd('Z'),
        _ => new StringBuilder().Append((char)('a' + value)).ToString(),
    };

    private static string Instant(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
