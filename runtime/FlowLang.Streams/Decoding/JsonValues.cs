using System.Text;
using System.Text.Json;
using FlowLang.Values;
using FlowLang.Values.Json;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Values of JSON records as generated code reads them: what a JSON lines file with the same text gives. A value is its text (a string
/// without its quotes, a number as it is written), which is read strictly; objects and lists are text and json only. A reader stands at
/// the value and stays there, unless it is said.
/// </summary>
public static class JsonValues
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a value without parts.</summary>
    public static bool TryRaw(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped ? Unescaped(ref reader) : reader.ValueSpan;
        return reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
    }

    public static bool TryBool(ref Utf8JsonReader reader, out bool value) => TextValues.TryBool(Raw(ref reader), out value);

    public static bool TryInt16(ref Utf8JsonReader reader, out short value) => TextValues.TryInt16(Raw(ref reader), out value);

    public static bool TryInt32(ref Utf8JsonReader reader, out int value) => TextValues.TryInt32(Raw(ref reader), out value);

    public static bool TryInt64(ref Utf8JsonReader reader, out long value) => TextValues.TryInt64(Raw(ref reader), out value);

    public static bool TryFloat32(ref Utf8JsonReader reader, out float value) => TextValues.TryFloat32(Raw(ref reader), out value);

    public static bool TryFloat64(ref Utf8JsonReader reader, out double value) => TextValues.TryFloat64(Raw(ref reader), out value);

    public static bool TryDecimal(ref Utf8JsonReader reader, int precision, int scale, out long value) =>
        TextValues.TryDecimal(Raw(ref reader), precision, scale, out value);

    public static bool TryDecimal(ref Utf8JsonReader reader, int precision, int scale, out Int128 value) =>
        TextValues.TryDecimal(Raw(ref reader), precision, scale, out value);

    public static bool TryUuid(ref Utf8JsonReader reader, out Guid value) => TextValues.TryUuid(Raw(ref reader), out value);

    public static bool TryDate(ref Utf8JsonReader reader, out DateOnly value) => TextValues.TryDate(Raw(ref reader), out value);

    public static bool TryTime(ref Utf8JsonReader reader, out TimeOnly value) => TextValues.TryTime(Raw(ref reader), out value);

    public static bool TryDateTime(ref Utf8JsonReader reader, out DateTime value) => TextValues.TryDateTime(Raw(ref reader), out value);

    public static bool TryInstant(ref Utf8JsonReader reader, out DateTime value) => TextValues.TryInstant(Raw(ref reader), out value);

    /// <summary>Base64.</summary>
    public static bool TryBytes(ref Utf8JsonReader reader, out Bytes value)
    {
        value = default;
        return TryRaw(ref reader, out ReadOnlySpan<byte> text) && TextValues.TryBytes(text, out value);
    }

    /// <summary>Any value; behind an object or a list the reader stands at its end. False for text with U+0000.</summary>
    /// <param name="reader">Of <paramref name="record"/>.</param>
    /// <param name="record">All that the reader reads.</param>
    public static bool TryText(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out string value)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            value = reader.GetString() ?? "";
            return !reader.ValueIsEscaped || !value.Contains('\0', StringComparison.Ordinal);
        }

        value = Strict.GetString(Source(ref reader, record));
        return true;
    }

    /// <summary>A column's value, which is json in a string, too; behind an object or a list the reader stands at its end.</summary>
    /// <inheritdoc cref="TryText"/>
    public static bool TryJson(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out string value)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonText.TryRead(reader.GetString() ?? "", out value);
        }

        value = Strict.GetString(Source(ref reader, record));
        return true;
    }

    /// <summary>A value inside of a column as it stands there; behind an object or a list the reader stands at its end.</summary>
    /// <inheritdoc cref="TryText"/>
    public static bool TryJsonInside(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out string value)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        value = Strict.GetString(record[start..(int)reader.BytesConsumed]);
        return true;
    }

    /// <summary>The bytes of a string that holds a value of its own: a list or struct as a column of text.</summary>
    public static byte[] Unescaped(ref Utf8JsonReader reader)
    {
        byte[] text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    /// <summary>Whether a property comes again in the object: then what stands here does not count.</summary>
    /// <param name="reader">A copy, which stands at the property's value.</param>
    public static bool IsRepeated(Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Skip();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads on to the end, so that anything after the value is found.</summary>
    /// <exception cref="JsonException">There is something.</exception>
    public static void End(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }
    }

    // Empty, which no number, date or name of a bool is, for objects and lists.
    private static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader) => TryRaw(ref reader, out ReadOnlySpan<byte> text) ? text : default;

    private static ReadOnlySpan<byte> Source(ref Utf8JsonReader reader, ReadOnlySpan<byte> record)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return reader.ValueSpan;
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return record[start..(int)reader.BytesConsumed];
    }
}
