using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>The half-open interval [<paramref name="Start"/>, <paramref name="End"/>) of time, in UTC, that a run owns.</summary>
public sealed record RunInterval(IntervalUnit Unit, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The interval of <paramref name="unit"/> that begins at <paramref name="start"/>.</summary>
    public static RunInterval Of(IntervalUnit unit, DateTimeOffset start) => new(unit, start, unit switch
    {
        IntervalUnit.Hour => start.AddHours(1),
        IntervalUnit.Day => start.AddDays(1),
        IntervalUnit.Week => start.AddDays(7),
        _ => start.AddMonths(1),
    });

    /// <summary>The interval that ends where this one begins.</summary>
    public RunInterval Previous => Of(Unit, Unit switch
    {
        IntervalUnit.Hour => Start.AddHours(-1),
        IntervalUnit.Day => Start.AddDays(-1),
        IntervalUnit.Week => Start.AddDays(-7),
        _ => Start.AddMonths(-1),
    });

    /// <summary>The interval that begins where this one ends.</summary>
    public RunInterval Next => Of(Unit, End);

    /// <summary>The interval as its unit is written: <c>2024-01-01T05</c>, <c>2024-01-01</c>, <c>2024-W01</c>, <c>2024-01</c>.</summary>
    public override string ToString() => Unit switch
    {
        IntervalUnit.Hour => Placeholder("hour"),
        IntervalUnit.Day => Placeholder("day"),
        IntervalUnit.Week => Placeholder("week"),
        _ => Placeholder("month"),
    };

    /// <summary>The value of the path placeholder <c>{name}</c>, taken from the interval's start.</summary>
    public string Placeholder(string name) => name switch
    {
        "year" => Start.ToString("yyyy", CultureInfo.InvariantCulture),
        "month" => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        "day" => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "hour" => Start.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture),
        "week" => $"{ISOWeek.GetYear(Start.UtcDateTime):D4}-W{ISOWeek.GetWeekOfYear(Start.UtcDateTime):D2}",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "placeholders are year, month, day, hour and week"),
    };
}
