using System.Numerics;
using System.Text.Json;
using FlowLang.Values;
using FlowLang.Values.Numbers;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Values of change events that Debezium writes in forms of its own; the others are those of <see cref="JsonValues"/>. A value that was not
/// sent, since it lies out of line and did not change, is none.
/// </summary>
public static class DebeziumValues
{
    private const int LongestDecimal = 16;

    private const string UnavailableText = "__debezium_unavailable_value";

    private static ReadOnlySpan<byte> Unavailable => "__debezium_unavailable_value"u8;

    private static ReadOnlySpan<byte> UnavailableBytes => "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="u8;

    /// <summary>Base64 of the unscaled number, an object that has it with its scale, text, or a number.</summary>
    public static bool TryDecimal<T>(ref Utf8JsonReader reader, int precision, int scale, DebeziumForm form, out T value)
        where T : IBinaryInteger<T>
    {
        value = T.Zero;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return TryVariable(ref reader, precision, scale, out value);
        }

        JsonValues.TryRaw(ref reader, out ReadOnlySpan<byte> text);
        bool isText = reader.TokenType != JsonTokenType.String || form.Kind == DebeziumKind.Text;
        if (isText || (form.Kind == DebeziumKind.Unknown && (text.Length % 4 != 0 || text.IndexOfAny((byte)'.', (byte)'-') >= 0)))
        {
            return Decimals.TryRead(text, precision, scale, out value);
        }

        int shift = form.Kind == DebeziumKind.Decimal ? scale - form.Scale : 0;
        bool isBase64 = TryUnscaled(text, out Int128 unscaled) && UnscaledBytes.TryRescale(unscaled, precision, shift, out value);
        bool isNumber = form.Kind == DebeziumKind.Unknown && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && !text.IsEmpty;

        // Digits alone are text, or base64 that happens to look like it; where both fit nobody can say.
        return !isNumber ? isBase64 : !isBase64 && Decimals.TryRead(text, precision, scale, out value);
    }

    public static bool TryDate(ref Utf8JsonReader reader, DebeziumForm form, out DateOnly value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.Number || form.Kind is not (DebeziumKind.Unknown or DebeziumKind.Days))
        {
            return JsonValues.TryDate(ref reader, out value);
        }

        bool isRead = JsonValues.TryInt32(ref reader, out int days) && Moments.TryDateTime(days, DebeziumKind.Days, out _);
        value = isRead ? Moments.Date(days) : default;
        return isRead;
    }

    public static bool TryTime(ref Utf8JsonReader reader, DebeziumForm form, out TimeOnly value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.Number)
        {
            return JsonValues.TryTime(ref reader, out value);
        }

        bool isRead = TryCount(ref reader, form, out DateTime at) && at.Date == DateTime.UnixEpoch;
        value = isRead ? TimeOnly.FromDateTime(at) : default;
        return isRead;
    }

    public static bool TryDateTime(ref Utf8JsonReader reader, DebeziumForm form, out DateTime value) =>
        reader.TokenType == JsonTokenType.Number ? TryCount(ref reader, form, out value) : JsonValues.TryDateTime(ref reader, out value);

    public static bool TryInstant(ref Utf8JsonReader reader, DebeziumForm form, out DateTime value) =>
        reader.TokenType == JsonTokenType.Number ? TryCount(ref reader, form, out value) : JsonValues.TryInstant(ref reader, out value);

    /// <inheritdoc cref="JsonValues.TryBytes"/>
    public static bool TryBytes(ref Utf8JsonReader reader, out Bytes value)
    {
        value = default;
        return !reader.ValueSpan.SequenceEqual(UnavailableBytes) && JsonValues.TryBytes(ref reader, out value);
    }

    /// <inheritdoc cref="JsonValues.TryText"/>
    public static bool TryText(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out string value)
    {
        value = "";
        return !reader.ValueSpan.SequenceEqual(Unavailable) && JsonValues.TryText(ref reader, record, out value);
    }

    /// <inheritdoc cref="AvroValues.TryBytes"/>
    public static bool TryBytes(ref AvroReader reader, AvroForm form, out Bytes value) =>
        AvroValues.TryBytes(ref reader, form, out value) && !value.Span.SequenceEqual(Unavailable);

    /// <inheritdoc cref="AvroValues.TryText(ref AvroReader, AvroForm, out string)"/>
    public static bool TryText(ref AvroReader reader, AvroForm form, out string value) =>
        AvroValues.TryText(ref reader, form, out value) && value != UnavailableText;

    private static bool TryCount(ref Utf8JsonReader reader, DebeziumForm form, out DateTime value)
    {
        value = default;
        return JsonValues.TryInt64(ref reader, out long count) && Moments.TryDateTime(count, form.Kind, out value);
    }

    // `{ "scale": 2, "value": "BNI=" }`, of a numeric without a scale of its own.
    private static bool TryVariable<T>(ref Utf8JsonReader reader, int precision, int scale, out T value)
        where T : IBinaryInteger<T>
    {
        value = T.Zero;
        int? from = null;
        Int128? unscaled = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isScale = reader.ValueTextEquals("scale"u8);
            bool isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isScale && JsonValues.TryInt32(ref reader, out int digits))
            {
                from = digits;
            }
            else if (isValue && JsonValues.TryRaw(ref reader, out ReadOnlySpan<byte> text) && TryUnscaled(text, out Int128 number))
            {
                unscaled = number;
            }

            reader.Skip();
        }

        return from is { } known && unscaled is { } read && UnscaledBytes.TryRescale(read, precision, scale - known, out value);
    }

    private static bool TryUnscaled(ReadOnlySpan<byte> text, out Int128 value)
    {
        value = 0;
        Span<byte> bytes = stackalloc byte[LongestDecimal + 2];
        if (text.Length is 0 or > 24 || !EncodedBytes.TryRead(text, bytes, out int length) || length is 0 or > LongestDecimal)
        {
            return false;
        }

        return UnscaledBytes.TryRead(bytes[..length], out value);
    }
}
