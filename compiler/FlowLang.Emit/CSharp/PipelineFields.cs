using System.Globalization;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp;

/// <summary>What a pipeline says of its runs, as initialisers of the runtime's definition.</summary>
internal static class PipelineFields
{
    public static IEnumerable<string> Of(BoundPipeline pipeline)
    {
        if (pipeline.Partition is { } partition)
        {
            DateTime start = partition.Start;
            string time = string.Create(
                CultureInfo.InvariantCulture,
                $"new({start.Year}, {start.Month}, {start.Day}, {start.Hour}, {start.Minute}, {start.Second}, TimeSpan.Zero)");
            yield return $"Partition = new(IntervalUnit.{partition.Unit}, {time})";
        }

        if (!pipeline.After.IsEmpty)
        {
            yield return $"After = {Literals.List(pipeline.After.Select(Literals.Text))}";
        }

        if (pipeline.Retry is { } retry)
        {
            string most = Literals.Duration(retry.MaxDelay ?? TimeSpan.Zero);
            string exponential = retry.Exponential ? "true" : "false";
            yield return $"Retry = new({retry.Attempts}, {Literals.Duration(retry.Delay)}, {most}, {exponential})";
        }

        if (pipeline.Timeout is { } timeout)
        {
            yield return $"Timeout = {Literals.Duration(timeout)}";
        }

        if (Schedule(pipeline.Schedule) is { } schedule)
        {
            yield return $"Schedule = {Literals.Text(schedule)}";
        }
    }

    /// <summary>A schedule as a program writes it.</summary>
    public static string? Schedule(BoundSchedule? schedule) => schedule switch
    {
        null => null,
        BoundCron cron => $"cron(\"{cron.Expression}\", tz: \"{cron.Zone}\")",
        BoundEvery every => $"every({every.Period.ToString("c", CultureInfo.InvariantCulture)})",
        _ => schedule.Span.Text,
    };
}
