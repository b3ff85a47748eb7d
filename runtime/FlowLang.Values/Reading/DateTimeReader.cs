namespace FlowLang.Values.Reading;

/// <summary>`2024-01-31T10:30:59.25`, with a space for the T, or the date alone; no offset.</summary>
public sealed class DateTimeReader : ITextReader<long>
{
    public static bool TryRead(ReadOnlySpan<byte> text, out long value) =>
        TryRead(text, out value, out ReadOnlySpan<byte> rest) && rest.IsEmpty;

    public static bool TryRead(ReadOnlySpan<byte> text, out long value, out ReadOnlySpan<byte> rest)
    {
        value = 0;
        rest = default;
        if (text.Length < 10 || !TimeSyntax.TryDate(text[..10], out int days))
        {
            return false;
        }

        value = days * TimeSyntax.MicrosecondsPerDay;
        if (text.Length == 10)
        {
            return true;
        }

        bool read = text[10] is (byte)'T' or (byte)' ' or (byte)'t' & TimeSyntax.TryTime(text[11..], out long time, out rest);
        value += time;
        return read;
    }
}
