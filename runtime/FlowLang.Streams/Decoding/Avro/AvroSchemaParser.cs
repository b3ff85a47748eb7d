using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Streams.Decoding;

/// <summary>Reads schemas in JSON, one behind the other: later ones can use the names of earlier ones.</summary>
internal sealed class AvroSchemaParser
{
    private static readonly Dictionary<string, AvroSchema> Primitives = Enumerable.Range((int)AvroKind.Null, (int)AvroKind.String + 1)
        .Select(kind => new AvroSchema((AvroKind)kind, ((AvroKind)kind).ToString().ToLowerInvariant()))
        .ToDictionary(schema => schema.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, AvroSchema> _named = new(StringComparer.Ordinal);

    /// <exception cref="AvroSchemaException">It is none.</exception>
    public AvroSchema Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Of(document.RootElement, "");
        }
        catch (JsonException)
        {
            throw new AvroSchemaException("it is no JSON");
        }
    }

    private AvroSchema Of(JsonElement schema, string space) => schema.ValueKind switch
    {
        JsonValueKind.String => Named(schema.GetString() ?? "", space),
        JsonValueKind.Array => Union(schema, space),
        JsonValueKind.Object when Member(schema, "type") is { ValueKind: not JsonValueKind.String } type => Of(type, space),
        JsonValueKind.Object => Typed(schema, Text(schema, "type") ?? throw new AvroSchemaException("a type is missing"), space),
        _ => throw new AvroSchemaException($"{Shown(schema)} is no type"),
    };

    private AvroSchema Named(string name, string space) =>
        Primitives.GetValueOrDefault(name) ?? _named.GetValueOrDefault(FullName(name, space)) ?? _named.GetValueOrDefault(name)
        ?? throw new AvroSchemaException($"type `{name}` is not defined");

    private AvroSchema Union(JsonElement schema, string space)
    {
        ImmutableArray<AvroSchema> branches = [.. schema.EnumerateArray().Select(branch => Of(branch, space))];
        return branches.IsEmpty || branches.Any(b => b.Kind == AvroKind.Union)
            ? throw new AvroSchemaException("a union has no branches, or is one of another union")
            : new AvroSchema(AvroKind.Union, "union") { Branches = branches };
    }

    private AvroSchema Typed(JsonElement schema, string type, string space)
    {
        switch (type)
        {
            case "record" or "error":
                return Record(schema, space);
            case "enum":
                return Keep(new AvroSchema(AvroKind.Enum, NameOf(schema, space)) { Symbols = Symbols(schema) });
            case "fixed":
                return Keep(Fixed(schema, space));
            case "array":
                return new AvroSchema(AvroKind.Array, type) { Element = Of(Required(schema, "items"), space) };
            case "map":
                return new AvroSchema(AvroKind.Map, type) { Element = Of(Required(schema, "values"), space) };
            default:
                AvroSchema named = Named(type, space);
                (AvroMeaning meaning, DebeziumKind unit) = AvroMeanings.Of(
                    named.Kind, Text(schema, "logicalType"), Text(schema, "connect.name"));
                return meaning == AvroMeaning.Plain
                    ? named
                    : new AvroSchema(named.Kind, named.Name) { Meaning = meaning, Unit = unit, Scale = Number(schema, "scale") ?? 0 };
        }
    }

    private AvroSchema Record(JsonElement schema, string space)
    {
        AvroSchema record = Keep(new AvroSchema(AvroKind.Record, NameOf(schema, space)));
        string inner = record.Name.LastIndexOf('.') is > 0 and var end ? record.Name[..end] : "";
        var fields = ImmutableArray.CreateBuilder<(string, AvroSchema)>();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonElement field in Items(schema, "fields"))
        {
            string name = Text(field, "name") ?? throw new AvroSchemaException($"a field of `{record.Name}` has no name");
            fields.Add(names.Add(name)
                ? (name, Of(Required(field, "type"), inner))
                : throw new AvroSchemaException($"`{record.Name}` has two fields `{name}`"));
        }

        record.Fields = fields.ToImmutable();
        return record;
    }

    private static AvroSchema Fixed(JsonElement schema, string space)
    {
        int size = Number(schema, "size") is >= 0 and var bytes ? bytes : throw new AvroSchemaException("a fixed has no size");
        (AvroMeaning meaning, DebeziumKind unit) =
            AvroMeanings.Of(AvroKind.Fixed, Text(schema, "logicalType"), Text(schema, "connect.name"));
        return new AvroSchema(AvroKind.Fixed, NameOf(schema, space))
        {
            Size = size,
            Meaning = meaning == AvroMeaning.Uuid && size != 16 ? AvroMeaning.Plain : meaning,
            Unit = unit,
            Scale = Number(schema, "scale") ?? 0,
        };
    }

    private AvroSchema Keep(AvroSchema schema) => _named.TryAdd(schema.Name, schema)
        ? schema
        : throw new AvroSchemaException($"`{schema.Name}` is defined twice");

    private static ImmutableArray<string> Symbols(JsonElement schema) =>
        [.. Items(schema, "symbols").Select(s => s.ValueKind == JsonValueKind.String ? s.GetString() ?? "" : "")];

    private static string NameOf(JsonElement schema, string space) => FullName(
        Text(schema, "name") ?? throw new AvroSchemaException("a record, enum or fixed has no name"), Text(schema, "namespace") ?? space);

    private static string FullName(string name, string space) =>
        space.Length == 0 || name.Contains('.', StringComparison.Ordinal) ? name : $"{space}.{name}";

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        Required(owner, name) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
            : throw new AvroSchemaException($"`{name}` is no list");

    private static JsonElement Required(JsonElement owner, string name) =>
        Member(owner, name) ?? throw new AvroSchemaException($"`{name}` is missing");

    private static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : null;

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement member) ? member : null;

    private static string Shown(JsonElement schema) =>
        schema.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : schema.GetRawText();
}
