using System.Text.Json;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// How the fields of one side of a change event are written, by the schema that comes with each event: one that came before is known by
/// its bytes.
/// </summary>
/// <param name="side">`before` or `after`.</param>
/// <param name="names">The fields that are read.</param>
/// <param name="assumed">The form of each where no schema comes.</param>
public sealed class DebeziumFields(string side, string[] names, DebeziumForm[] assumed)
{
    private volatile Known? _known;

    /// <param name="schema">Empty where the event has none.</param>
    /// <returns>The form of each field.</returns>
    public DebeziumForm[] Of(ReadOnlySpan<byte> schema)
    {
        if (schema.IsEmpty)
        {
            return assumed;
        }

        if (_known is { } known && schema.SequenceEqual(known.Schema))
        {
            return known.Forms;
        }

        DebeziumForm[] forms = Read(schema.ToArray());
        _known = new Known(schema.ToArray(), forms);
        return forms;
    }

    private DebeziumForm[] Read(byte[] schema)
    {
        var forms = (DebeziumForm[])assumed.Clone();
        using JsonDocument document = JsonDocument.Parse(schema);
        foreach (JsonElement field in Fields(document.RootElement).Where(f => Text(f, "field") == side).SelectMany(Fields))
        {
            int at = Array.IndexOf(names, Text(field, "field"));
            if (at >= 0)
            {
                forms[at] = DebeziumForm.Of(Text(field, "type"), Text(field, "name"), Scale(field));
            }
        }

        return forms;
    }

    private static IEnumerable<JsonElement> Fields(JsonElement schema) =>
        Member(schema, "fields") is { ValueKind: JsonValueKind.Array } fields ? fields.EnumerateArray() : [];

    private static string? Scale(JsonElement field) => Member(field, "parameters") is { } parameters ? Text(parameters, "scale") : null;

    private static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement member) ? member : null;

    private sealed record Known(byte[] Schema, DebeziumForm[] Forms);
}
