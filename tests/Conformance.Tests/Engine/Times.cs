using System.Globalization;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Microseconds since 1970 as the tables write times: `2024-03-10T06:00:00`, with a fraction where there is one.</summary>
internal static class Times
{
    public static string Text(long microseconds)
    {
        long ticks = checked((microseconds * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks);
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? $"{microseconds} µs"
            : new DateTime(ticks).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>An instant as tables write it, with `Z`, in microseconds since 1970.</summary>
    public static long Microseconds(string instant) =>
        (DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
