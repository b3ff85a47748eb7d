using Cronos;
using FlowLang.Semantics.Bound;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>The local times of a cron expression, and what daylight saving makes of them.</summary>
internal sealed class CronClock
{
    private const int DaysAhead = 800;
    private readonly CronExpression _expression;
    private readonly TimeZoneInfo? _zone;

    private CronClock(CronExpression expression, TimeZoneInfo? zone)
    {
        _expression = expression;
        _zone = zone;
    }

    /// <summary>Every hour is meant, so that the clock's jumps leave out and repeat nothing.</summary>
    public static bool IsHourly(string expression) => expression.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., "*", _, _, _];

    /// <summary>Null for an expression that is none.</summary>
    public static CronClock? Of(string expression, string zone)
    {
        bool hasSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        return CronExpression.TryParse(expression, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard, out CronExpression? parsed)
            && parsed is not null
                ? new(parsed, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found) ? found : null)
                : null;
    }

    /// <summary>Local times behind a day, the next first.</summary>
    public IEnumerable<DateTime> After(DateOnly day)
    {
        DateTime start = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        DateTime? next = _expression.GetNextOccurrence(start, inclusive: true);
        while (next is { } time)
        {
            yield return time;
            next = _expression.GetNextOccurrence(time);
        }
    }

    /// <summary>The next time that the clock leaves out, and the next that it has twice; null where there is none soon.</summary>
    public (DateTime? Missing, DateTime? Twice) Surprises(DateOnly today)
    {
        DateTime? missing = null;
        DateTime? twice = null;
        for (int i = 0; i < DaysAhead && _zone is not null && (missing is null || twice is null); i++)
        {
            DateTime day = today.AddDays(i).ToDateTime(TimeOnly.MinValue);
            if (_zone.GetUtcOffset(day.AddHours(-1)) == _zone.GetUtcOffset(day.AddHours(25)))
            {
                continue;
            }

            DateTime[] times = [.. After(today.AddDays(i)).TakeWhile(time => time < day.AddDays(1)).Select(Local)];
            missing ??= times.Where(_zone.IsInvalidTime).Select(time => (DateTime?)time).FirstOrDefault();
            twice ??= times.Where(_zone.IsAmbiguousTime).Select(time => (DateTime?)time).FirstOrDefault();
        }

        return (missing, twice);
    }

    /// <summary>The shortest time between two runs, of some hundred.</summary>
    public static TimeSpan? Shortest(BoundSchedule schedule, DateOnly today)
    {
        const int Looked = 300;
        switch (schedule)
        {
            case BoundEvery every:
                return every.Period;
            case BoundCron cron when Of(cron.Expression, cron.Zone) is { } clock:
                DateTime[] times = [.. clock.After(today).Take(Looked)];
                return times.Zip(times.Skip(1), (a, b) => (TimeSpan?)(b - a)).Min();
            default:
                return null;
        }
    }

    private static DateTime Local(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
