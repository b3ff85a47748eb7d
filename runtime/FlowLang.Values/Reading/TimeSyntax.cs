namespace FlowLang.Values.Reading;

/// <summary>Reads the parts of ISO 8601 dates and times in their extended form.</summary>
public static class TimeSyntax
{
    public const long MicrosecondsPerDay = 86_400_000_000;
    private const int EpochDay = 719_162;
    private const int MaxFractionDigits = 9;

    /// <summary>`2024-01-31` as days since 1970-01-01.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-' || !TryTwo(text, 0, out int century) || !TryTwo(text, 2, out int rest) ||
            !TryTwo(text, 5, out int month) || !TryTwo(text, 8, out int day))
        {
            return false;
        }

        int year = (century * 100) + rest;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        days = new DateOnly(year, month, day).DayNumber - EpochDay;
        return true;
    }

    /// <summary>`10:30`, `10:30:59` or with up to nine digits of a second (cut after the sixth); what follows is left in rest.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out long microseconds, out ReadOnlySpan<byte> rest)
    {
        microseconds = 0;
        rest = default;
        if (text.Length < 5 || text[2] != ':' || !TryTwo(text, 0, out int hour) || !TryTwo(text, 3,
            out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        microseconds = ((hour * 60L) + minute) * 60_000_000;
        rest = text[5..];
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 3 || !TryTwo(rest, 1, out int second) || second > 59)
        {
            return false;
        }

        microseconds += second * 1_000_000L;
        rest = rest[3..];
        return rest.IsEmpty || rest[0] != '.' || TryFraction(ref rest, ref microseconds);
    }

    /// <summary>`Z`, `+02`, `+0200` or `+02:00` as minutes.</summary>
    public static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || !TryTwo(text, 1, out int hour))
        {
            return false;
        }

        int minute = 0;
        if ((text.Length == 6 && text[3] != ':') || (text.Length > 3 && !TryTwo(text, text.Length - 2,
            out minute)) || hour > 18 || minute > 59)
        {
            return false;
        }

        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, ref long microseconds)
    {
        int unit = 100_000;
        int at = 1;
        for (; at < rest.Length && (uint)rest[at] - '0' <= 9; at++)
        {
            microseconds += (rest[at] - '0') * unit;
            unit /= 10;
        }

        rest = rest[at..];
        return at is > 1 and <= MaxFractionDigits + 1;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, int at, out int value)
    {
        uint tens = (uint)text[at] - '0';
        uint ones = (uint)text[at + 1] - '0';
        value = (int)((tens * 10) + ones);
        return tens <= 9 && ones <= 9;
    }
}
