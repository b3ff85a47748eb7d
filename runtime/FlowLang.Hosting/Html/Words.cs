using System.Globalization;
using FlowLang.Scheduling;

namespace FlowLang.Hosting.Html;

/// <summary>Numbers, times and states as people read them.</summary>
internal static class Words
{
    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Of bytes, in the unit that leaves one to three digits before the point.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        double size = bytes;
        int unit = 0;
        for (; size >= 1000 && unit < units.Length - 1; unit++)
        {
            size /= 1000;
        }

        return size.ToString(unit == 0 ? "0" : "0.#", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    public static string Span(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalSeconds: < 10 } => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalMinutes: < 1 } => $"{span.Seconds} s",
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
        _ => $"{Count((long)span.TotalDays)} d {span.Hours} h",
    };

    /// <summary>How far a time is from now, in its largest unit: <c>3 min ago</c>, <c>in 2 h</c>.</summary>
    public static string Distance(DateTimeOffset time, DateTimeOffset now)
    {
        TimeSpan span = now - time;
        TimeSpan length = span.Duration();
        string text = length switch
        {
            { TotalSeconds: < 1 } => "now",
            { TotalMinutes: < 1 } => $"{(int)length.TotalSeconds} s",
            { TotalHours: < 1 } => $"{(int)length.TotalMinutes} min",
            { TotalDays: < 2 } => $"{(int)length.TotalHours} h",
            _ => $"{Count((long)length.TotalDays)} d",
        };
        return text == "now" ? text : span > TimeSpan.Zero ? text + " ago" : "in " + text;
    }

    public static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Cause(RunCause cause) => cause switch
    {
        RunCause.Schedule => "schedule",
        RunCause.After => "upstream",
        RunCause.Arrival => "file arrived",
        RunCause.CatchUp => "catch-up",
        RunCause.Manual => "by hand",
        _ => "backfill",
    };

    public static string Phase(RunPhase phase) => phase.ToString().ToLowerInvariant();

    public static bool IsOpen(RunPhase phase) => phase is RunPhase.Queued or RunPhase.Running or RunPhase.Waiting;
}
