using System.Globalization;

namespace FlowLang.Values.Times;

/// <summary>A format of `format_instant` and `parse_instant`, in .NET's syntax as the compiler translated it; names are English.</summary>
public sealed class TimePattern(string format)
{
    private const int LongestText = 256;

    public string Write(DateTime time) => time.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>What clocks in a zone show at an instant; false where that is no time.</summary>
    public bool TryWrite(DateTime instant, Zone zone, out string text)
    {
        bool shown = zone.TryLocal(instant, out DateTime local);
        text = shown ? Write(local) : "";
        return shown;
    }

    /// <summary>An instant as clocks in a zone show it; false too in a gap.</summary>
    public bool TryRead(string text, Zone zone, out DateTime instant)
    {
        instant = default;
        return TryRead(text, out DateTime local) && zone.TryInstant(local, out instant);
    }

    /// <summary>Exactly what <see cref="Write"/> gives for some time.</summary>
    public bool TryRead(string text, out DateTime time)
    {
        Span<char> written = stackalloc char[LongestText];

        // .NET takes names in any case; what is written back tells whether the text was exact.
        return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out time)
            && time.TryFormat(written, out int length, format, CultureInfo.InvariantCulture)
            && written[..length].SequenceEqual(text);
    }
}
