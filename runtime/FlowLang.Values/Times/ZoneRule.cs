using System.Globalization;

namespace FlowLang.Values.Times;

/// <summary>The yearly rule at the end of a TZif file: a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`.</summary>
internal sealed class ZoneRule
{
    private const int DefaultHour = 2;
    private readonly long _standard;
    private readonly long _summer;
    private readonly string[]? _changes;

    private ZoneRule(long standard, long summer, string[]? changes)
    {
        _standard = standard;
        _summer = summer;
        _changes = changes;
    }

    public static ZoneRule Parse(string text)
    {
        string[] parts = text.Split(',');
        int at = 0;
        SkipName(parts[0], ref at);
        long standard = -ReadTime(parts[0], ref at);
        if (parts.Length < 3)
        {
            return new ZoneRule(standard, standard, null);
        }

        SkipName(parts[0], ref at);
        long summer = at < parts[0].Length ? -ReadTime(parts[0], ref at) : standard + 3600;
        return new ZoneRule(standard, summer, parts[1..]);
    }

    public long OffsetAt(long instant)
    {
        if (_changes is null)
        {
            return _standard;
        }

        long shown = Math.Clamp(instant + _standard, Earliest, Latest);
        int year = DateTime.UnixEpoch.AddSeconds(shown).Year;
        long start = Change(_changes[0], year) - _standard;
        long end = Change(_changes[1], year) - _summer;
        bool isSummer = start < end ? instant >= start && instant < end : instant >= start || instant < end;
        return isSummer ? _summer : _standard;
    }

    private static readonly long Earliest = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
    private static readonly long Latest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    // `M3.5.0/3`: the fifth (last) Sunday of March at 3; `J60`: day 60 without leap days; `59`: day 59 from 0. In local seconds.
    private static long Change(string rule, int year)
    {
        int slash = rule.IndexOf('/', StringComparison.Ordinal);
        string day = slash < 0 ? rule : rule[..slash];
        int at = slash + 1;
        long time = slash < 0 ? DefaultHour * 3600 : ReadTime(rule, ref at);
        DateTime first = new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime date = day[0] switch
        {
            'M' => Weekday(year, [.. day[1..].Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))]),
            'J' when int.Parse(day[1..], CultureInfo.InvariantCulture) is var number =>
                first.AddDays(number - 1 + (number > 59 && DateTime.IsLeapYear(year) ? 1 : 0)),
            _ => first.AddDays(int.Parse(day, CultureInfo.InvariantCulture)),
        };
        return (long)(date - DateTime.UnixEpoch).TotalSeconds + time;
    }

    private static DateTime Weekday(int year, int[] parts)
    {
        (int month, int week, int weekday) = (parts[0], parts[1], parts[2]);
        DateTime first = new(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        int day = 1 + ((weekday - (int)first.DayOfWeek + 7) % 7) + ((week - 1) * 7);
        return first.AddDays((day > DateTime.DaysInMonth(year, month) ? day - 7 : day) - 1);
    }

    private static void SkipName(string text, ref int at)
    {
        bool quoted = at < text.Length && text[at] == '<';
        while (at < text.Length && (quoted ? text[at] != '>' : char.IsAsciiLetter(text[at])))
        {
            at++;
        }

        at += quoted ? 1 : 0;
    }

    // `5`, `-5:30`, `+3:00:00`, in seconds.
    private static long ReadTime(string text, ref int at)
    {
        int end = at;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ':' or '-' or '+'))
        {
            end++;
        }

        string[] parts = text[at..end].TrimStart('-', '+').Split(':');
        bool isNegative = text[at] == '-';
        at = end;
        long seconds = 0;
        for (int i = 0; i < 3; i++)
        {
            seconds = (seconds * 60) + (i < parts.Length ? int.Parse(parts[i], CultureInfo.InvariantCulture) : 0);
        }

        return isNegative ? -seconds : seconds;
    }
}
