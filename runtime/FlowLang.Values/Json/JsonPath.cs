using System.Text.Json;

namespace FlowLang.Values.Json;

/// <summary>A path into json: names, and positions from 0.</summary>
public sealed class JsonPath(params JsonStep[] steps)
{
    /// <summary>Puts the reader on the value at the path; false where there is none.</summary>
    internal bool TryFind(ref Utf8JsonReader reader)
    {
        reader.Read();
        foreach (JsonStep step in steps)
        {
            if (!(step.Name is { } name ? TryMember(ref reader, name) : TryItem(ref reader, step.Position)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryMember(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool TryItem(ref Utf8JsonReader reader, long position)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        for (long i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == position)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}

/// <summary>A name or a position.</summary>
public readonly record struct JsonStep(string? Name, long Position)
{
    public static implicit operator JsonStep(string name) => FromString(name);

    public static implicit operator JsonStep(long position) => FromInt64(position);

    public static JsonStep FromString(string name) => new(name, 0);

    public static JsonStep FromInt64(long position) => new(null, position);
}
