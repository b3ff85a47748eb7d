using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>Reads <c>--interval</c>.</summary>
public static class IntervalText
{
    /// <summary>
    /// The interval that a text names in its unit's form (<c>2024-01-01T05</c>, <c>2024-01-01</c>, <c>2024-W01</c>, <c>2024-01</c>) or by
    /// the date or time it begins at; null when it is none of the partition.
    /// </summary>
    public static RunInterval? Parse(PartitionDefinition partition, string text)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(text);
        DateTimeOffset? start = partition.Unit == IntervalUnit.Week && text.Contains('W', StringComparison.Ordinal)
            ? Week(text)
            : Time(text);
        if (start is not { } from || from < partition.Start)
        {
            return null;
        }

        bool begins = partition.Unit switch
        {
            IntervalUnit.Hour => from is { Minute: 0, Second: 0 },
            IntervalUnit.Day => from.TimeOfDay == TimeSpan.Zero,
            IntervalUnit.Week => from.TimeOfDay == TimeSpan.Zero && from.DayOfWeek == DayOfWeek.Monday,
            _ => from.TimeOfDay == TimeSpan.Zero && from.Day == 1,
        };
        return begins ? RunInterval.Of(partition.Unit, from) : null;
    }

    /// <summary>How the partition's intervals are written.</summary>
    public static string Form(IntervalUnit unit) => unit switch
    {
        IntervalUnit.Hour => "2024-01-01T05",
        IntervalUnit.Day => "2024-01-01",
        IntervalUnit.Week => "2024-W01",
        _ => "2024-01",
    };

    private static DateTimeOffset? Week(string text)
    {
        string[] parts = text.Split("-W");
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 0 and < 9999
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int week)
            && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
                ? new DateTimeOffset(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday), TimeSpan.Zero)
                : null;
    }

    private static DateTimeOffset? Time(string text)
    {
        string[] forms =
        [
            "yyyy-MM-dd", "yyyy-MM-dd'T'HH", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM",
        ];
        return DateTimeOffset.TryParseExact(
            text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
    }
}
