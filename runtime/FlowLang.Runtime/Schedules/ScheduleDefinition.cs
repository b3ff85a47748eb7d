namespace FlowLang.Runtime;

/// <summary>What becomes of a local time that daylight saving leaves out.</summary>
public enum GapRule
{
    /// <summary>It is run when the clock has jumped.</summary>
    Shift,

    /// <summary>It is left out on that day.</summary>
    Skip,
}

/// <summary>What becomes of a local time that daylight saving has twice.</summary>
public enum OverlapRule
{
    /// <summary>It is run the first time.</summary>
    First,

    /// <summary>It is run both times.</summary>
    Both,
}

/// <summary>The times at which a pipeline is due.</summary>
public abstract record ScheduleDefinition;

/// <summary><c>cron("…", tz: "…")</c> of five fields, or of six with seconds before them.</summary>
public sealed record CronSchedule(string Expression, string Zone, GapRule Gap, OverlapRule Overlap) : ScheduleDefinition;

/// <summary><c>every(…)</c>: at the multiples of <paramref name="Period"/> since 1970 in UTC.</summary>
public sealed record EverySchedule(TimeSpan Period) : ScheduleDefinition;
