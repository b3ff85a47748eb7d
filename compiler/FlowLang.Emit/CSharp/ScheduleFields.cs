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

        if (!pipeline.OnFailure.IsEmpty)
        {
            IEnumerable<string> told = pipeline.OnFailure.Select(c => $"new({Literals.Text(c.Name)}, {Literals.Text(c.Connector.Name)})");
            yield return $"OnFailure = {Literals.List(told)}";
        }
    }

    private static string Times(BoundSchedule schedule) => schedule switch
    {
        BoundCron cron => $"new CronSchedule({Literals.Text(cron.Expression)}, {Literals.Text(cron.Zone)}, "
            + $"GapRule.{(cron.LeavesGapsOut ? "Skip" : "Shift")}, OverlapRule.{(cron.RepeatsOverlaps ? "Both" : "First")})",
        BoundEvery every => $"new EverySchedule({Literals.Duration(every.Period)})",
        _ => throw new System.Diagnostics.UnreachableException($"no form of {schedule.GetType().Name}"),
    };

    private static string Number(string name, int value) => string.Create(CultureInfo.InvariantCulture, $"{name} = {value}");
}
