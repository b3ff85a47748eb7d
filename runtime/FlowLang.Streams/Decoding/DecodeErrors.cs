using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FlowLang.Streams.Decoding;

/// <summary>What can be wrong with a record, one factory a code. Generated code and its readers make them.</summary>
public static class DecodeErrors
{
    private const int LongestShown = 60;

    /// <summary>The bytes are not of the stream's format.</summary>
    public static DecodeError Malformed(string what) => new("RT4115", "", what);

    /// <summary>A field that may not be null is null or not there.</summary>
    public static DecodeError Missing(string field) => new("RT4116", field, "is missing");

    /// <summary>A value is not of the declared type.</summary>
    /// <param name="field">Empty for an item of a list.</param>
    /// <param name="type">With its article: `an int64`.</param>
    /// <param name="shown">What stands there instead.</param>
    public static DecodeError NotOfType(string field, string type, string shown) => new("RT4117", field, $"is not {type}: {shown}");

    /// <inheritdoc cref="NotOfType(string, string, string)"/>
    public static DecodeError NotOfType(string field, string type, ref Utf8JsonReader reader) => NotOfType(field, type, Shown(ref reader));

    /// <inheritdoc cref="NotOfType(string, string, string)"/>
    public static DecodeError NotOfType(string field, string type, ReadOnlySpan<byte> text) =>
        NotOfType(field, type, $"\"{Shorten(text)}\"");

    /// <summary>A record without a value, where rows are added and none is taken away.</summary>
    public static DecodeError NoValue() => new("RT4118", "", "it has no value: a tombstone stands for no row of an append stream");

    /// <summary>A change event that stands for no change of a row.</summary>
    public static DecodeError NoRow(string what) => new("RT4119", "", what);

    /// <summary>The record names a schema that the registry does not have.</summary>
    public static DecodeError UnknownSchema(int id) =>
        new("RT4137", "", string.Create(CultureInfo.InvariantCulture, $"the schema registry has no schema {id}"));

    /// <summary>The record's schema can't be read as the declared fields.</summary>
    public static DecodeError OtherSchema(int id, string problem) =>
        new("RT4138", "", string.Create(CultureInfo.InvariantCulture, $"schema {id} can't be read as the declared type: {problem}"));

    /// <summary>What readers throw at bytes that are no JSON or no UTF-8.</summary>
    public static bool IsRefusal(Exception error) => error is JsonException or InvalidOperationException or DecoderFallbackException;

    /// <summary>Bytes that a JSON reader refused.</summary>
    public static DecodeError NotJson(ReadOnlySpan<byte> value, Exception refusal) => Malformed(
        !Utf8.IsValid(value) ? "it is not valid UTF-8"
        : refusal is JsonException { BytePositionInLine: { } at, LineNumber: { } line }
            ? $"it is not valid JSON: line {line + 1}, byte {at + 1}"
        : "it is not valid JSON");

    private static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.String => $"\"{Shorten(reader.ValueSpan)}\"",
        JsonTokenType.Null => "null",
        _ => Shorten(reader.ValueSpan),
    };

    private static string Shorten(ReadOnlySpan<byte> text) =>
        text.Length <= LongestShown ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..LongestShown]) + "…";
}
