using System.Text;
using FlowLang.Values;
using FlowLang.Values.Json;
using FlowLang.Values.Numbers;
using FlowLang.Values.Reading;

namespace FlowLang.Streams.Decoding;

/// <summary>Values of columns from their text, valid UTF-8, read as strictly as those of a text file.</summary>
public static class TextValues
{
    public static bool TryBool(ReadOnlySpan<byte> text, out bool value)
    {
        bool isRead = BoolReader.TryRead(text, out byte bit);
        value = bit != 0;
        return isRead;
    }

    public static bool TryInt16(ReadOnlySpan<byte> text, out short value) => IntegerReader.TryRead(text, out value);

    public static bool TryInt32(ReadOnlySpan<byte> text, out int value) => IntegerReader.TryRead(text, out value);

    public static bool TryInt64(ReadOnlySpan<byte> text, out long value) => IntegerReader.TryRead(text, out value);

    public static bool TryFloat32(ReadOnlySpan<byte> text, out float value) => FloatReader.TryRead(text, out value);

    public static bool TryFloat64(ReadOnlySpan<byte> text, out double value) => FloatReader.TryRead(text, out value);

    public static bool TryDecimal(ReadOnlySpan<byte> text, int precision, int scale, out long value) =>
        Decimals.TryRead(text, precision, scale, out value);

    public static bool TryDecimal(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value) =>
        Decimals.TryRead(text, precision, scale, out value);

    public static bool TryUuid(ReadOnlySpan<byte> text, out Guid value) => UuidReader.TryRead(text, out value);

    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly value)
    {
        bool isRead = DateReader.TryRead(text, out int days);
        value = isRead ? Moments.Date(days) : default;
        return isRead;
    }

    public static bool TryTime(ReadOnlySpan<byte> text, out TimeOnly value)
    {
        bool isRead = TimeReader.TryRead(text, out long microseconds);
        value = isRead ? Moments.Time(microseconds) : default;
        return isRead;
    }

    public static bool TryDateTime(ReadOnlySpan<byte> text, out DateTime value)
    {
        bool isRead = DateTimeReader.TryRead(text, out long microseconds);
        value = isRead ? Moments.DateTime(microseconds) : default;
        return isRead;
    }

    public static bool TryInstant(ReadOnlySpan<byte> text, out DateTime value)
    {
        bool isRead = InstantReader.TryRead(text, out long microseconds);
        value = isRead ? Moments.DateTime(microseconds) : default;
        return isRead;
    }

    /// <summary>Base64.</summary>
    public static bool TryBytes(ReadOnlySpan<byte> text, out Bytes value) => EncodedBytes.TryRead(text, out value);

    /// <summary>Any text without U+0000.</summary>
    public static bool TryText(ReadOnlySpan<byte> text, out string value)
    {
        value = Encoding.UTF8.GetString(text);
        return !text.Contains((byte)0);
    }

    public static bool TryJson(ReadOnlySpan<byte> text, out string value) => JsonText.TryRead(Encoding.UTF8.GetString(text), out value);
}
