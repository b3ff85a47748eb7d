using System.Globalization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp;

/// <summary>What the scheduler goes by, as initialisers of the runtime's definition.</summary>
internal static class ScheduleFields
{
    public static IEnumerable<string> Of(BoundPipeline pipeline)
    {
        if (pipeline.Schedule is { } schedule)
        {
            yield return $"Schedule = {Literals.Text(PipelineFields.Schedule(schedule) ?? "")}";
            yield return $"Times = {Times(schedule)}";
        }

        if (pipeline.AfterAny)
        {
            yield return "AfterAny = true";
        }

        if (pipeline.CatchUp != 0)
        {
            yield return pipeline.CatchUp is { } most ? Number("CatchUp", most) : "CatchUp = null";
        }

        if (pipeline.Pool is { } pool)
        {
            yield return $"Pool = {Literals.Text(pool)}";
        }

        if (pipeline.Priority > 0)
        {
            yield return Number("Priority", pipeline.Priority);
        }

        if (pipeline.Sla is { } sla)
        {
            yield return $"Sla = {Literals.Duration(sla)}";
        }
    }

    private static string Times(BoundSchedule schedule) => schedule switch
    {
        BoundCron cron => $"new CronSchedule({Literals.Text(cron.Expression)}, {Literals.Text(cron.Zone)}, "
            + $"GapRule.{(cron.SkipsGaps == true ? "Skip" : "Shift")}, OverlapRule.{(cron.RunsBoth == true ? "Both" : "First")})",
        BoundEvery every => $"new EverySchedule({Literals.Duration(every.Period)})",
        _ => throw new System.Diagnostics.UnreachableException($"no form of {schedule.GetType().Name}"),
    };

    private static string Number(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name} = {value}");
}
