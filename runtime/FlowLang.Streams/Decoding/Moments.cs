namespace FlowLang.Streams.Decoding;

/// <summary>Dates and times from their counts since 1970; the caller has seen that they are in the years 1 to 9999.</summary>
public static class Moments
{
    private const int EpochDay = 719_162;

    public static DateOnly Date(int days) => DateOnly.FromDayNumber(days + EpochDay);

    public static TimeOnly Time(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);

    public static DateTime DateTime(long microseconds) =>
        new(System.DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond));
}
