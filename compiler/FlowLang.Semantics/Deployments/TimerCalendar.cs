using System.Globalization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Deployments;

/// <summary>Schedules as systemd's calendar events (systemd.time(7)).</summary>
public static class TimerCalendar
{
    private static readonly string[] s_months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] s_days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// <summary>Null where no calendar event is like the schedule.</summary>
    public static string? Of(BoundSchedule schedule) => schedule switch
    {
        BoundCron cron => OfCron(cron.Expression.Split(' ', StringSplitOptions.RemoveEmptyEntries), cron.Zone),
        BoundEvery every => OfPeriod(every.Period),
        _ => null,
    };

    private static string? OfPeriod(TimeSpan period)
    {
        if (period.Ticks <= 0 || period.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            return null;
        }

        long seconds = period.Ticks / TimeSpan.TicksPerSecond;
        return seconds switch
        {
            < 60 when 60 % seconds == 0 => $"*-*-* *:*:0/{seconds} UTC",
            >= 60 and < 3600 when seconds % 60 == 0 && 3600 % seconds == 0 => $"*-*-* *:0/{seconds / 60}:0 UTC",
            >= 3600 and < 86400 when seconds % 3600 == 0 && 86400 % seconds == 0 => $"*-*-* 0/{seconds / 3600}:0:0 UTC",
            86400 => "*-*-* 0:0:0 UTC",
            _ => null,
        };
    }

    // With both days given, cron runs on either and systemd on days that are both.
    private static string? OfCron(string[] fields, string zone)
    {
        if (fields is not [var minute, var hour, var day, var month, var weekday] || (day != "*" && weekday != "*"))
        {
            return null;
        }

        string? days = weekday == "*" ? "" : Days(weekday);
        return days is null
            ? null
            : $"{days}*-{Field(month, 1, Month)}-{Field(day, 1)} {Field(hour, 0)}:{Field(minute, 0)}:0 {zone}";
    }

    private static string? Days(string field)
    {
        if (field.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        return string.Join(',', field.Split(',').Select(part => string.Join("..", part.Split('-').Select(Day)))) + " ";
    }

    private static string Field(string field, int first, Func<string, string>? name = null) =>
        string.Join(',', field.Split(',').Select(part => Part(part, first, name ?? (text => text))));

    private static string Part(string part, int first, Func<string, string> name)
    {
        string[] step = part.Split('/');
        string range = string.Join("..", step[0].Split('-').Select(name));
        return step.Length == 1 ? range : $"{(range == "*" ? first.ToString(CultureInfo.InvariantCulture) : range)}/{step[1]}";
    }

    private static string Month(string text) => Array.IndexOf(s_months, text.ToUpperInvariant()) is >= 0 and var index
        ? (index + 1).ToString(CultureInfo.InvariantCulture)
        : text;

    private static string Day(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int day)
        ? s_days[day]
        : s_days.First(d => string.Equals(d, text, StringComparison.OrdinalIgnoreCase));
}
