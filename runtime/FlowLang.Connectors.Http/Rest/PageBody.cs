using System.Text;
using System.Text.Json;

namespace FlowLang.Connectors.Http;

/// <summary>One answer: a whole JSON document, read without building one.</summary>
internal readonly ref struct PageBody(ReadOnlySpan<byte> json)
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 256 };

    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Throws <see cref="JsonException"/> where it is not one JSON document from its first byte to its last.</summary>
    public void Validate()
    {
        var reader = new Utf8JsonReader(_json, s_options);
        while (reader.Read())
        {
        }
    }

    /// <summary>The value of a member, empty where there is none.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<string> path)
    {
        var reader = new Utf8JsonReader(_json, s_options);
        reader.Read();
        foreach (string name in path)
        {
            if (!Enter(ref reader, name))
            {
                return default;
            }
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return _json[start..(int)reader.BytesConsumed];
    }

    /// <summary>The text of a member that is a text or a number; null where it is anything else, or empty.</summary>
    public string? Text(ReadOnlySpan<string> path)
    {
        ReadOnlySpan<byte> value = Find(path);
        var reader = new Utf8JsonReader(value, s_options);
        if (value.IsEmpty || !reader.Read())
        {
            return null;
        }

        string? text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The members of the document, for a message.</summary>
    public string Outline()
    {
        var reader = new Utf8JsonReader(_json, s_options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.StartArray ? "it is an array" : "it is a single value";
        }

        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString() ?? "");
            reader.Read();
            reader.Skip();
        }

        return names.Count == 0 ? "it is an empty object" : $"its members are {string.Join(", ", names.Take(20))}";
    }

    private static bool Enter(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
