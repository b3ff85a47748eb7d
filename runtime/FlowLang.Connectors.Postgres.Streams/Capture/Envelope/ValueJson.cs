using System.Buffers;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The text of a value as JSON, in the forms of Debezium's PostgreSQL connector with <c>decimal.handling.mode = string</c> and
/// <c>interval.handling.mode = string</c>: dates are days, times and timestamps microseconds, instants ISO 8601 in UTC, bytes base64.
/// What a form does not have (infinity, years beyond 9999, NaN) is the server's text.
/// </summary>
internal static class ValueJson
{
    /// <summary>Debezium's word for an unchanged large value.</summary>
    public static ReadOnlySpan<byte> Unavailable => "__debezium_unavailable_value"u8;

    public static void Append(JsonBytes json, ValueForm form, ReadOnlySpan<byte> text)
    {
        switch (form.Kind)
        {
            case ValueKind.Bool:
                json.Append(text[0] == 't' ? "true"u8 : "false"u8);
                break;
            case ValueKind.Integer:
                json.Append(text);
                break;
            case ValueKind.Float when text[^1] is >= (byte)'0' and <= (byte)'9':
                json.Append(text);
                break;
            case ValueKind.Date when TimeText.TryDate(text, out int days):
                json.Number(days);
                break;
            case ValueKind.Time when TimeText.TryTime(text, out long time):
                json.Number(time);
                break;
            case ValueKind.Timestamp when TimeText.TryTimestamp(text, out long timestamp):
                json.Number(timestamp);
                break;
            case ValueKind.Instant when text.EndsWith("+00"u8):
                Instant(json, text);
                break;
            case ValueKind.Bytes:
                Base64(json, text);
                break;
            case ValueKind.Array when form.Element is { } element:
                ArrayText.Append(json, element, form.Delimiter, text);
                break;
            default:
                json.Text(text);
                break;
        }
    }

    public static void AppendUnavailable(JsonBytes json, ValueForm form)
    {
        if (form.Kind == ValueKind.Bytes)
        {
            json.Append("\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\""u8);
        }
        else
        {
            json.Text(Unavailable);
        }
    }

    /// <summary><c>2024-01-31 10:20:30.5+00</c> to <c>2024-01-31T10:20:30.5Z</c>.</summary>
    private static void Instant(JsonBytes json, ReadOnlySpan<byte> text)
    {
        int space = text.IndexOf((byte)' ');
        json.Append((byte)'"');
        json.Append(text[..space]);
        json.Append((byte)'T');
        json.Append(text[(space + 1)..^3]);
        json.Append("Z\""u8);
    }

    /// <param name="text"><c>\x</c> and hexadecimal digits.</param>
    private static void Base64(JsonBytes json, ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text[2..];
        byte[] bytes = ArrayPool<byte>.Shared.Rent(digits.Length / 2);
        for (int i = 0; i < digits.Length / 2; i++)
        {
            bytes[i] = (byte)((Digit(digits[2 * i]) << 4) | Digit(digits[(2 * i) + 1]));
        }

        json.Append((byte)'"');
        Base64Encode(json, bytes.AsSpan(0, digits.Length / 2));
        json.Append((byte)'"');
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static void Base64Encode(JsonBytes json, ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(
            bytes, json.Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        json.Advance(written);
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
