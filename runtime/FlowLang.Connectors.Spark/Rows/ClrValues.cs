using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Dates and times of .NET, or the numbers themselves, as days and microseconds since 1970.</summary>
internal static class ClrValues
{
    private static readonly int s_epochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static int Days(object value) => value switch
    {
        DateOnly date => date.DayNumber - s_epochDay,
        int days => days,
        _ => throw Unfit(value, ColumnKind.Date),
    };

    public static long TimeOfDay(object value) => value switch
    {
        TimeOnly time => time.Ticks / TimeSpan.TicksPerMicrosecond,
        long microseconds => microseconds,
        _ => throw Unfit(value, ColumnKind.Time),
    };

    public static long Instant(object value) => value switch
    {
        DateTimeOffset moment => Microseconds(moment.UtcTicks),
        long microseconds => microseconds,
        _ => throw Unfit(value, ColumnKind.Instant),
    };

    public static long WallClock(object value) => value switch
    {
        DateTime moment => Microseconds(moment.Ticks),
        long microseconds => microseconds,
        _ => throw Unfit(value, ColumnKind.DateTime),
    };

    public static ArgumentException Unfit(object value, ColumnKind kind) =>
        new($"a {value.GetType().Name} is no value of a column of type {kind.ToString().ToLowerInvariant()}", nameof(value));

    private static long Microseconds(long ticks) =>
        (long)Math.Floor((ticks - DateTime.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond);
}
