using FlowLang.Runtime;

namespace FlowLang.Scheduling.Jobs;

/// <summary>Intervals as the ledger has them: their unit shows in how they are written.</summary>
internal static class IntervalForm
{
    public static RunInterval Read(string text, string start, string end)
    {
        IntervalUnit unit = text.Contains('T', StringComparison.Ordinal) ? IntervalUnit.Hour
            : text.Contains('W', StringComparison.Ordinal) ? IntervalUnit.Week
            : text.Length == 7 ? IntervalUnit.Month
            : IntervalUnit.Day;
        return new(unit, LedgerTime.Parse(start), LedgerTime.Parse(end));
    }

    /// <summary>The interval of a unit that holds a moment.</summary>
    public static RunInterval Holding(IntervalUnit unit, DateTimeOffset moment)
    {
        DateTimeOffset day = new(moment.UtcDateTime.Date, TimeSpan.Zero);
        return RunInterval.Of(unit, unit switch
        {
            IntervalUnit.Hour => day.AddHours(moment.UtcDateTime.Hour),
            IntervalUnit.Day => day,
            IntervalUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => day.AddDays(1 - day.Day),
        });
    }

    /// <summary>The intervals of a partition that end in (<paramref name="after"/>, <paramref name="until"/>], oldest first.</summary>
    public static IEnumerable<RunInterval> Ending(PartitionDefinition partition, DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset from = after < partition.Start ? partition.Start : after;
        for (RunInterval interval = Holding(partition.Unit, from); interval.End <= until; interval = interval.Next)
        {
            if (interval.End > after && interval.Start >= partition.Start)
            {
                yield return interval;
            }
        }
    }

    /// <summary>The intervals of a partition that share time with another interval, from the partition's first on.</summary>
    public static IEnumerable<RunInterval> Covering(PartitionDefinition partition, RunInterval other)
    {
        for (RunInterval interval = Holding(partition.Unit, other.Start); interval.Start < other.End; interval = interval.Next)
        {
            if (interval.Start >= partition.Start)
            {
                yield return interval;
            }
        }
    }
}
