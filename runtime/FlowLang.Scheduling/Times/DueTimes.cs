using FlowLang.Runtime;

namespace FlowLang.Scheduling.Times;

/// <summary>The moments at which a schedule is due.</summary>
internal abstract class DueTimes
{
    private static readonly TimeSpan[] s_windows =
    [
        TimeSpan.FromMinutes(2), TimeSpan.FromHours(2), TimeSpan.FromDays(2), TimeSpan.FromDays(40), TimeSpan.FromDays(400),
        TimeSpan.FromDays(4000), TimeSpan.FromDays(40000),
    ];

    /// <summary>Throws RT7019 where the machine has no such time zone.</summary>
    public static DueTimes Of(ScheduleDefinition schedule) => schedule switch
    {
        EverySchedule every => new EveryTimes(every.Period),
        CronSchedule cron => new CronTimes(cron),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "no such schedule"),
    };

    /// <summary>The first moment behind <paramref name="after"/>; null where there is none any more.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>The last moment in (<paramref name="after"/>, <paramref name="until"/>]; null where there is none.</summary>
    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        foreach (TimeSpan window in s_windows)
        {
            bool reachesBack = until - after <= window;
            DateTimeOffset? last = null;
            for (DateTimeOffset? time = Next(reachesBack ? after : until - window); time <= until; time = Next(time.Value))
            {
                last = time;
            }

            if (last is not null || reachesBack)
            {
                return last;
            }
        }

        return null;
    }
}
