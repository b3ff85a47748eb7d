using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowLang.Values.Reading;
using FlowLang.Values.Texts;
using FlowLang.Values.Writing;

namespace FlowLang.Values.Json;

/// <summary>Json is its text, as it came; what is taken out of it is written without spaces.</summary>
public static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Whether the text is one json value.</summary>
    public static bool TryRead(string text, out string json)
    {
        json = text;
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text), Options);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The json at a path; a json null stays json, null where there is none.</summary>
    public static string? Get(string json, JsonPath path)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), Options);
        return path.TryFind(ref reader) ? Write(ref reader) : null;
    }

    /// <summary>A string without its quotes, anything else as json; false for a string that holds U+0000.</summary>
    public static bool TryText(string json, JsonPath path, out string? text)
    {
        text = Scalar(json, path);
        return text is null || !text.Contains('\0', StringComparison.Ordinal);
    }

    public static bool TryInteger(string json, JsonPath path, out long? value)
    {
        bool isRead = TryValue<long, IntegerReader>(json, path, out value);
        return isRead;
    }

    public static bool TryFloat(string json, JsonPath path, out double? value) => TryValue<double, FloatReader>(json, path, out value);

    public static bool TryBool(string json, JsonPath path, out bool? value)
    {
        bool isRead = TryValue<byte, BoolReader>(json, path, out byte? bit);
        value = bit is { } b ? b != 0 : null;
        return isRead;
    }

    private static bool TryValue<T, TReader>(string json, JsonPath path, out T? value)
        where T : unmanaged
        where TReader : ITextReader<T>
    {
        value = null;
        if (Scalar(json, path) is not { } text)
        {
            return true;
        }

        bool isRead = TextForm.TryRead<T, TReader>(text, out T read);
        value = read;
        return isRead;
    }

    private static string? Scalar(string json, JsonPath path)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), Options);
        return !path.TryFind(ref reader) || reader.TokenType == JsonTokenType.Null ? null
            : reader.TokenType == JsonTokenType.String ? reader.GetString()
            : Write(ref reader);
    }

    private static string Write(ref Utf8JsonReader reader)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, Compact);
        int depth = reader.CurrentDepth;
        do
        {
            WriteToken(ref reader, writer);
        }
        while ((reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.CurrentDepth > depth) && reader.Read());

        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteToken(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString() ?? "");
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(Number(reader.ValueSpan), skipInputValidation: true);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    // A whole number keeps its digits; any other is written as the float64 that it stands for.
    private static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> digits)
    {
        if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return digits;
        }

        byte[] text = new byte[64];
        return text.AsSpan(0, FloatText.Write(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture), text));
    }
}
