using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLang.Semantics.Types;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>A writer's schema and a record of it, both made of a seed, for rows of a type: and the same record as JSON has it.</summary>
internal sealed class RandomRecords(int seed)
{
    private readonly Random _random = new(seed);
    private int _names;

    /// <summary>The schema, the record's fields for the writer, and the record for a reader of JSON.</summary>
    public (string Schema, string Fields, string Json) Of(RowType row)
    {
        (JsonNode schema, JsonObject fields, JsonObject json) = Record(row, "Top");
        return (schema.ToJsonString(), fields.ToJsonString(), json.ToJsonString());
    }

    // Fields in another order, some that nobody reads, some that may be null and are left out.
    private (JsonNode Schema, JsonObject Fields, JsonObject Json) Record(RowType row, string name)
    {
        JsonArray types = [];
        (JsonObject fields, JsonObject json) = ([], []);
        IEnumerable<RowField?> all = row.Fields.Where(f => !f.Type.Nullable || _random.Next(5) > 0).Cast<RowField?>()
            .Concat(Enumerable.Repeat<RowField?>(null, _random.Next(3)));
        foreach (RowField? field in all.OrderBy(_ => _random.Next()).ToList())
        {
            FlowType type = field?.Type.Type ?? Other();
            string member = field?.Name ?? $"other{_names++}";
            (JsonNode schema, JsonNode? value, JsonNode? read) = Value(type, field?.Type.Nullable ?? true);
            types.Add(new JsonObject { ["name"] = member, ["type"] = schema });
            fields.Add(member, value);
            json.Add(member, read);
        }

        return (new JsonObject { ["type"] = "record", ["name"] = name, ["fields"] = types }, fields, json);
    }

    private FlowType Other() => _random.Next(4) switch
    {
        0 => TextType.Instance,
        1 => new ListType(new TypeRef(IntegerType.Int64)),
        2 => new MapType(new TypeRef(FloatType.Float64)),
        _ => new RowType([new RowField("deep", new TypeRef(BytesType.Instance, true))]),
    };

    private (JsonNode Schema, JsonNode? Value, JsonNode? Json) Value(FlowType type, bool isNullable)
    {
        (JsonNode schema, JsonNode value, JsonNode json) = Filled(type);
        if (!isNullable || _random.Next(3) == 0)
        {
            return (schema, value, json);
        }

        JsonArray union = _random.Next(2) == 0 ? ["null", schema] : [schema, "null"];
        return _random.Next(3) == 0 ? (union, null, null) : (union, value, json);
    }

    private (JsonNode Schema, JsonNode Value, JsonNode Json) Filled(FlowType type) => type switch
    {
        ListType list => List(list),
        MapType map => Map(map),
        RowType row => Record(row, $"R{_names++}"),
        BoolType => Same("boolean", _random.Next(2) == 0),
        IntegerType { Bits: 64 } => _random.Next(2) == 0 ? Same("long", Long()) : Same("int", (int)Long()),
        IntegerType { Bits: 32 } => Same("int", (int)Long()),
        IntegerType => Same("int", (int)(short)Long()),
        FloatType { Bits: 32 } => Same("float", (float)Math.Round(_random.NextDouble() * 1000, 3)),
        FloatType => _random.Next(2) == 0 ? Same("double", _random.NextDouble() * 1e9) : Same("int", (int)Long()),
        DecimalType number => Decimal(number),
        BytesType => Same("bytes", Convert.ToBase64String(Bytes())),
        UuidType => Same("string", Uuid()),
        DateType => Counted("int", "date", _random.Next(-100_000, 100_000), d => DateTime.UnixEpoch.AddDays(d).ToString("yyyy-MM-dd")),
        TimeType => Counted("long", "time-micros", _random.NextInt64(86_400_000_000),
            us => TimeOnly.MinValue.Add(TimeSpan.FromMicroseconds(us)).ToString("HH:mm:ss.ffffff")),
        DateTimeType => Counted("long", "local-timestamp-micros", Moment(), us => At(us, 1)),
        InstantType => _random.Next(2) == 0
            ? Counted("long", "timestamp-micros", Moment(), us => At(us, 1) + "Z")
            : Counted("long", "timestamp-millis", Moment() / 1000, ms => At(ms, 1000) + "Z"),
        EnumType set => Enum(set),
        _ => Same("string", Text()),
    };

    private (JsonNode, JsonNode, JsonNode) List(ListType list)
    {
        (JsonArray values, JsonArray json) = ([], []);
        (JsonNode item, JsonNode value, JsonNode read) = Filled(list.Element.Type);
        for (int i = _random.Next(4); i > 0; i--)
        {
            values.Add(value.DeepClone());
            json.Add(read.DeepClone());
        }

        return (new JsonObject { ["type"] = "array", ["items"] = item }, values, json);
    }

    private (JsonNode, JsonNode, JsonNode) Map(MapType map)
    {
        (JsonObject values, JsonObject json) = ([], []);
        (JsonNode item, JsonNode value, JsonNode read) = Filled(map.Value.Type);
        for (int i = _random.Next(4); i > 0; i--)
        {
            string key = $"k{i}";
            values.Add(key, value.DeepClone());
            json.Add(key, read.DeepClone());
        }

        return (new JsonObject { ["type"] = "map", ["values"] = item }, values, json);
    }

    private (JsonNode, JsonNode, JsonNode) Decimal(DecimalType type)
    {
        long unscaled = _random.NextInt64(-99_999, 99_999);
        byte[] bytes = new System.Numerics.BigInteger(unscaled).ToByteArray(isBigEndian: true);
        JsonObject schema = new()
        {
            ["type"] = "bytes",
            ["logicalType"] = "decimal",
            ["precision"] = type.Precision,
            ["scale"] = type.Scale,
        };
        decimal value = unscaled / (decimal)Math.Pow(10, type.Scale);
        return (schema, JsonValue.Create(Convert.ToBase64String(bytes)), JsonValue.Create(value.ToString()));
    }

    private (JsonNode, JsonNode, JsonNode) Enum(EnumType set)
    {
        string symbol = set.Values[_random.Next(set.Values.Length)];
        JsonArray symbols = [.. set.Values.Append("other").OrderBy(_ => _random.Next()).Select(s => JsonValue.Create(s))];
        return (new JsonObject { ["type"] = "enum", ["name"] = $"E{_names++}", ["symbols"] = symbols }, symbol, symbol);
    }

    private static (JsonNode, JsonNode, JsonNode) Same<T>(string type, T value) =>
        (JsonValue.Create(type), Node(value), Node(value));

    private static JsonNode Node<T>(T value) => JsonValue.Create(value) ?? throw new InvalidOperationException("null is no value");

    private static (JsonNode, JsonNode, JsonNode) Counted(string carrier, string logical, long count, Func<long, string> text) => (
        new JsonObject { ["type"] = carrier, ["logicalType"] = logical }, JsonValue.Create(count), JsonValue.Create(text(count)));

    private long Long() => _random.Next(3) switch
    {
        0 => _random.Next(-70, 70),
        1 => _random.Next(),
        _ => _random.NextInt64(long.MinValue, long.MaxValue),
    };

    private long Moment() => _random.NextInt64(-62_135_596_800_000_000, 253_402_300_799_999_999);

    private static string At(long count, int unit) =>
        DateTime.UnixEpoch.AddTicks(count * unit * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.ffffff");

    private byte[] Bytes()
    {
        byte[] bytes = new byte[_random.Next(20)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Uuid()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Text() => string.Concat(
        Enumerable.Range(0, _random.Next(12)).Select(_ => "aé😀\"\\ \n7".EnumerateRunes().ElementAt(_random.Next(8))));
}
