namespace FlowLang.Streams;

/// <summary>Event times as microseconds since 1970, in UTC.</summary>
public static class EventTime
{
    /// <summary>Before every event.</summary>
    public const long None = long.MinValue;

    /// <summary>After every event: nothing more is to come.</summary>
    public const long End = long.MaxValue;

    public static long Of(DateTime instant) => (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Of a record's own time, in milliseconds.</summary>
    public static long OfMilliseconds(long time) => time * 1000;

    public static DateTime Instant(long time) => new(DateTime.UnixEpoch.Ticks + (time * TimeSpan.TicksPerMicrosecond));

    /// <summary>The start of the window that a time is in, where windows begin every <paramref name="every"/> from 1970 on.</summary>
    public static long WindowStart(long time, long every)
    {
        long past = time % every;
        return time - (past < 0 ? past + every : past);
    }

    /// <summary>A later time, or <see cref="End"/> where there is none.</summary>
    public static long Later(long time, long by) => time > End - by ? End : time + by;

    /// <summary>An earlier time; what stands for none or all stays.</summary>
    public static long Earlier(long time, long by) => time is None or End ? time : time < None + by ? None : time - by;
}
