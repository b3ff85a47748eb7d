using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>Schedules that may surprise: through daylight saving, because runs pile up, because many come at once.</summary>
internal static class ScheduleChecks
{
    private const int Many = 100;

    /// <summary>One expression with its zone; false where it never comes, which is reported.</summary>
    public static bool Cron(BoundCron cron, TextSpan expression, DateOnly today, DiagnosticBag bag)
    {
        if (CronClock.Of(cron.Expression, cron.Zone) is not { } clock)
        {
            return true; // told already
        }

        if (!clock.After(today).Any())
        {
            bag.Add(ScheduleDiagnostics.CronNever(expression));
            return false;
        }

        if (CronClock.IsHourly(cron.Expression))
        {
            return true;
        }

        (DateTime? missing, DateTime? twice) = clock.Surprises(today);
        if (missing is { } gap && cron.SkipsGaps is null)
        {
            bag.Add(ScheduleDiagnostics.ClockLeavesOut(expression, Clock(gap), cron.Zone, Day(gap)));
        }

        if (twice is { } overlap && cron.RunsBoth is null)
        {
            bag.Add(ScheduleDiagnostics.ClockRepeats(expression, Clock(overlap), cron.Zone, Day(overlap)));
        }

        return true;
    }

    /// <summary>Runs that may take longer than it is to the next one.</summary>
    public static void PileUp(BoundSchedule? schedule, TimeSpan? timeout, TextSpan at, DateOnly today, DiagnosticBag bag)
    {
        if (schedule is not null && timeout is { } longest && CronClock.Shortest(schedule, today) is { } shortest && longest > shortest)
        {
            bag.Add(ScheduleDiagnostics.LongerThanSchedule(at, DurationText.Of(longest), DurationText.Of(shortest)));
        }
    }

    /// <summary>Pipelines that all come at one moment.</summary>
    public static void Crowds(ImmutableArray<BoundPipeline> pipelines, DateOnly today, DiagnosticBag bag)
    {
        if (pipelines.Length < Many)
        {
            return;
        }

        var crowds = pipelines.Where(p => p is { Schedule: BoundCron, Pool: null })
            .Select(p => (Pipeline: p, First: First(p.Schedule, today)))
            .Where(p => p.First is not null).GroupBy(p => p.First).Where(crowd => crowd.Count() >= Many);
        foreach (var crowd in crowds)
        {
            BoundPipeline first = crowd.First().Pipeline;
            bag.Add(ScheduleDiagnostics.Crowd(first.Schedule?.Span ?? first.Span, crowd.Count()));
        }
    }

    private static string? First(BoundSchedule? schedule, DateOnly today) =>
        schedule is BoundCron cron && CronClock.Of(cron.Expression, cron.Zone) is { } clock
            ? $"{clock.After(today).FirstOrDefault():s} {cron.Zone}"
            : null;

    private static string Clock(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
