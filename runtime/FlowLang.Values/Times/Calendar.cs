using System.Globalization;

namespace FlowLang.Values.Times;

/// <summary>
/// Dates are <see cref="DateOnly"/>, times of day <see cref="TimeOnly"/>; instants (in UTC) and datetimes are <see cref="DateTime"/>, in
/// whole microseconds, whose range is the language's: the years 1 to 9999.
/// </summary>
public static class Calendar
{
    public const long MicrosecondsPerDay = 86_400_000_000;

    public static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTime Midnight(DateOnly date) => date.ToDateTime(TimeOnly.MinValue);

    public static DateOnly DateOf(DateTime time) => DateOnly.FromDateTime(time);

    public static TimeOnly TimeOf(DateTime time) => TimeOnly.FromDateTime(time);

    public static bool TryDate(long year, long month, long day, out DateOnly result)
    {
        bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1
            && day <= DateTime.DaysInMonth((int)year, (int)month);
        result = exists ? new DateOnly((int)year, (int)month, (int)day) : default;
        return exists;
    }

    /// <summary>Months first, ending on the last day of a shorter month, then days, then the rest.</summary>
    public static bool TryAdd(DateTime time, Interval interval, out DateTime result)
    {
        result = default;
        long month = (time.Year * 12L) + time.Month - 1 + interval.Months;
        if (month is < 12 or >= 120_000)
        {
            return false;
        }

        Int128 ticks = time.AddMonths(interval.Months).Ticks + ((Int128)interval.Days * TimeSpan.TicksPerDay)
            + ((Int128)interval.Microseconds * TimeSpan.TicksPerMicrosecond);
        return TryTicks(ticks, out result);
    }

    public static bool TryAdd(DateOnly date, Interval interval, out DateTime result) => TryAdd(Midnight(date), interval, out result);

    /// <summary>With an interval of whole days.</summary>
    public static bool TryAdd(DateOnly date, Interval interval, out DateOnly result)
    {
        bool added = TryAdd(date, interval, out DateTime time);
        result = DateOf(time);
        return added;
    }

    /// <summary>Goes round at midnight; months and days change nothing.</summary>
    public static TimeOnly Add(TimeOnly time, Interval interval) =>
        time.Add(TimeSpan.FromMicroseconds(interval.Microseconds % MicrosecondsPerDay));

    /// <summary>Whole units of so many microseconds, toward zero.</summary>
    public static long Between(DateTime from, DateTime to, long unit) => (Microseconds(to) - Microseconds(from)) / unit;

    public static long DaysBetween(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>The largest n for which the earlier time plus n months is not after the later one.</summary>
    public static long MonthsBetween(DateTime from, DateTime to)
    {
        if (from > to)
        {
            return -MonthsBetween(to, from);
        }

        int months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }

    public static long MonthsBetween(DateOnly from, DateOnly to) => MonthsBetween(Midnight(from), Midnight(to));

    public static long Week(DateTime time) => ISOWeek.GetWeekOfYear(time);

    /// <summary>From Monday, 1, to Sunday, 7.</summary>
    public static long DayOfWeek(DateTime time) => time.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (long)time.DayOfWeek;

    public static long Quarter(DateTime time) => ((time.Month - 1) / 3) + 1;

    /// <summary>What lies behind the second.</summary>
    public static long Microsecond(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;

    /// <inheritdoc cref="Microsecond(DateTime)"/>
    public static long Microsecond(TimeOnly time) => time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;

    /// <summary>The start of the second, minute, hour or day: of a unit of so many ticks.</summary>
    public static DateTime Truncate(DateTime time, long ticks) => new(time.Ticks - (time.Ticks % ticks));

    public static DateTime StartOfDay(DateTime time) => time.Date;

    /// <summary>The week's Monday.</summary>
    public static DateTime StartOfWeek(DateTime time) => time.Date.AddDays(1 - DayOfWeek(time));

    public static DateTime StartOfMonth(DateTime time) => new(time.Year, time.Month, 1);

    public static DateTime StartOfQuarter(DateTime time) => new(time.Year, (((time.Month - 1) / 3) * 3) + 1, 1);

    public static DateTime StartOfYear(DateTime time) => new(time.Year, 1, 1);

    internal static bool TryTicks(Int128 ticks, out DateTime result)
    {
        bool fits = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
        result = fits ? new DateTime((long)ticks) : default;
        return fits;
    }
}
