namespace FlowLang.Streams.Decoding;

/// <summary>Dates and times from their counts since 1970.</summary>
public static class Moments
{
    private const int EpochDay = 719_162;

    /// <summary>Of a date in the years 1 to 9999.</summary>
    public static DateOnly Date(int days) => DateOnly.FromDayNumber(days + EpochDay);

    /// <summary>Of a time of day.</summary>
    public static TimeOnly Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Of a time in the years 1 to 9999.</summary>
    public static DateTime DateTime(long microseconds) =>
        new(System.DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond));

    /// <summary>A count in a unit, cut to microseconds; false outside the years 1 to 9999.</summary>
    public static bool TryDateTime(long count, DebeziumKind unit, out DateTime value)
    {
        Int128 microseconds = unit switch
        {
            DebeziumKind.Days => (Int128)count * (TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond),
            DebeziumKind.Milliseconds => (Int128)count * 1000,
            DebeziumKind.Nanoseconds => Math.DivRem(count, 1000) is var (whole, rest) && rest < 0 ? whole - 1 : count / 1000,
            _ => count,
        };
        Int128 ticks = (microseconds * TimeSpan.TicksPerMicrosecond) + System.DateTime.UnixEpoch.Ticks;
        bool isIn = ticks >= 0 && ticks <= System.DateTime.MaxValue.Ticks;
        value = isIn ? new DateTime((long)ticks) : default;
        return isIn;
    }
}
