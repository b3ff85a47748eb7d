namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>Reads dates and times as the server prints them under <c>DateStyle = ISO</c>.</summary>
internal static class TimeText
{
    private const long MicrosecondsOfDay = 86_400_000_000;
    private const int Years = 9999;

    /// <summary>Days since 1970; false for what no calendar of four-digit years has: infinity, BC, the year 10000.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text.Length != 10 || !TryNumber(text[..4], out int year) || !TryNumber(text[5..7], out int month)
            || !TryNumber(text[8..], out int day) || year is < 1 or > Years)
        {
            return false;
        }

        days = new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return true;
    }

    /// <summary>Microseconds since midnight.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length is < 8 or > 15 || !TryNumber(text[..2], out int hour) || !TryNumber(text[3..5], out int minute)
            || !TryNumber(text[6..8], out int second))
        {
            return false;
        }

        int fraction = 0;
        for (int i = 9; i < 15; i++)
        {
            fraction = (fraction * 10) + (i < text.Length ? text[i] - '0' : 0);
        }

        microseconds = ((((hour * 60L) + minute) * 60) + second) * 1_000_000 + fraction;
        return true;
    }

    /// <summary>Microseconds since 1970.</summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (text.Length < 19 || !TryDate(text[..10], out int days) || !TryTime(text[11..], out long time))
        {
            return false;
        }

        microseconds = (days * MicrosecondsOfDay) + time;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
