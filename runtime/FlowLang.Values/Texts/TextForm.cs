using System.Globalization;
using System.Text;
using FlowLang.Values.Reading;
using FlowLang.Values.Writing;

namespace FlowLang.Values.Texts;

/// <summary>`cast(x as text)`: text that reads back as the same value.</summary>
public static class TextForm
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(double value)
    {
        Span<byte> text = stackalloc byte[64];
        return Encoding.ASCII.GetString(text[..FloatText.Write(value, text)]);
    }

    public static string Of(float value)
    {
        Span<byte> text = stackalloc byte[64];
        return Encoding.ASCII.GetString(text[..FloatText.Write(value, text)]);
    }

    public static string Of(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(TimeOnly value) => value.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static string Of(Guid value) => value.ToString("D");

    public static string OfDateTime(DateTime value) => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static string OfInstant(DateTime value) => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Bytes as UTF-8; false where they are none, or hold U+0000.</summary>
    public static bool TryDecode(Bytes value, out string result)
    {
        result = "";
        if (!System.Text.Unicode.Utf8.IsValid(value.Span) || value.Span.Contains((byte)0))
        {
            return false;
        }

        result = Strict.GetString(value.Span);
        return true;
    }

    public static Bytes Encode(string text) => new(Strict.GetBytes(text));

    /// <summary>Reads a value strictly by one of the readers.</summary>
    public static bool TryRead<T, TReader>(string text, out T value)
        where T : unmanaged
        where TReader : ITextReader<T>
    {
        value = default;
        Span<byte> utf8 = stackalloc byte[LongestValue];
        return Encoding.UTF8.TryGetBytes(text, utf8, out int length)
            ? TReader.TryRead(utf8[..length], out value)
            : TReader.TryRead(Encoding.UTF8.GetBytes(text), out value);
    }

    public static bool TryReadBool(string text, out bool value)
    {
        bool read = TryRead<byte, BoolReader>(text, out byte bit);
        value = bit != 0;
        return read;
    }

    public static bool TryReadDecimal<T>(string text, int precision, int scale, out T value)
        where T : System.Numerics.IBinaryInteger<T>
    {
        Span<byte> utf8 = stackalloc byte[LongestValue];
        return Encoding.UTF8.TryGetBytes(text, utf8, out int length)
            ? Numbers.Decimals.TryRead(utf8[..length], precision, scale, out value)
            : Numbers.Decimals.TryRead(Encoding.UTF8.GetBytes(text), precision, scale, out value);
    }

    public static bool TryReadDate(string text, out DateOnly value)
    {
        bool read = TryRead<int, DateReader>(text, out int days);
        value = DateOnly.FromDayNumber(days + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        return read;
    }

    public static bool TryReadTime(string text, out TimeOnly value)
    {
        bool read = TryRead<long, TimeReader>(text, out long microseconds) && microseconds >= 0;
        value = read ? new TimeOnly(microseconds * TimeSpan.TicksPerMicrosecond) : default;
        return read;
    }

    public static bool TryReadDateTime(string text, out DateTime value) =>
        TryMicroseconds(TryRead<long, DateTimeReader>(text, out long microseconds), microseconds, out value);

    public static bool TryReadInstant(string text, out DateTime value) =>
        TryMicroseconds(TryRead<long, InstantReader>(text, out long microseconds), microseconds, out value);

    private const int LongestValue = 256;

    private static bool TryMicroseconds(bool read, long microseconds, out DateTime value)
    {
        value = read ? DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond) : default;
        return read;
    }
}
