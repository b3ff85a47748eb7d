using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Methods that read lists and maps; their items and values can always be null.</summary>
internal sealed class JsonLists(JsonReaders readers)
{
    public string List(ListType list)
    {
        string type = readers.Types.Name(list);
        string item = readers.Types.Name(list.Element.Type);
        string value = Value(list.Element.Type, item, "error.In(\"[]\")", "[]");
        string name = readers.Take("ReadList");
        readers.Method($$"""
            private static DecodeError {{name}}(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out {{type}} value)
            {
                value = default;
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return DecodeErrors.NotOfType("", "a list", ref reader);
                }

                List<{{item}}?> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.Null)
                    {
                        items.Add(null);
                        continue;
                    }

                    {{Indented(value)}}

                    items.Add(read);
                }

                value = new([.. items]);
                return DecodeError.None;
            }
            """);
        return name;
    }

    public string Map(MapType map)
    {
        string type = readers.Types.Name(map);
        string item = readers.Types.Name(map.Value.Type);
        string value = Value(map.Value.Type, item, "error.In(key)", null);
        string name = readers.Take("ReadMap");
        readers.Method($$"""
            private static DecodeError {{name}}(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out {{type}} value)
            {
                value = default;
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return DecodeErrors.NotOfType("", "an object", ref reader);
                }

                OrderedDictionary<string, {{item}}?> entries = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (!JsonValues.TryText(ref reader, record, out string key))
                    {
                        return DecodeErrors.NotOfType("", "text", ref reader);
                    }

                    reader.Read();
                    if (reader.TokenType == JsonTokenType.Null)
                    {
                        entries[key] = null;
                        continue;
                    }

                    {{Indented(value)}}

                    entries[key] = read;
                }

                value = new([.. entries.Keys], [.. entries.Values]);
                return DecodeError.None;
            }
            """);
        return name;
    }

    // Reads into the new local `read`.
    private string Value(FlowType type, string name, string wrapped, string? field)
    {
        string place = field is null ? "key" : $"\"{field}\"";
        return JsonReaders.HasParts(type)
            ? $$"""
                DecodeError error = {{readers.Of(type)}}(ref reader, record, out {{name}} read);
                if (!error.IsNone)
                {
                    return {{wrapped}};
                }
                """
            : $$"""
                if (!{{readers.Scalar(type, $"out {name} read", isColumn: false)}})
                {
                    return DecodeErrors.NotOfType({{place}}, "{{readers.Described(type)}}", ref reader);
                }
                """;
    }

    private static string Indented(string statements) => statements.Replace("\n", "\n        ", StringComparison.Ordinal);
}
