namespace FlowLang.Values.Reading;

/// <summary>`2024-01-31T10:30:59.25Z` or with an offset; without one it is a datetime, not an instant.</summary>
public sealed class InstantReader : ITextReader<long>
{
    private const long First = -62_135_596_800_000_000;
    private const long Last = 253_402_300_799_999_999;

    public static bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        if (!DateTimeReader.TryRead(text, out value, out ReadOnlySpan<byte> rest) || !TimeSyntax.TryOffset(rest, out int minutes))
        {
            return false;
        }

        value -= minutes * 60_000_000L;
        return value is >= First and <= Last;
    }
}
