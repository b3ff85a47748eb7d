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
            string lookback = partition.Lookback > 0
                ? string.Create(CultureInfo.InvariantCulture, $" {{ Lookback = {partition.Lookback} }}")
                : "";
            yield return $"Partition = new(IntervalUnit.{partition.Unit}, {time}){lookback}";
        }

        if (pipeline.InOrder is { } why)
        {
            yield return $"InOrder = {Literals.Text(why)}";
        }

        if (pipeline.Concurrency is { } most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Concurrency = {most}");
        }

        if (!pipeline.After.IsEmpty)
        {
            yield return $"After = {Literals.List(pipeline.After.Select(Literals.Text))}";
        }

        if (pipeline.Retry is { } retry)
        {
            string longest = Literals.Duration(retry.MaxDelay ?? TimeSpan.Zero);
            string exponential = retry.Exponential ? "true" : "false";
            yield return $"Retry = new({retry.Attempts}, {Literals.Duration(retry.Delay)}, {longest}, {exponential})";
        }

        if (pipeline.Timeout is { } timeout)
        {
            yield return $"Timeout = {Literals.Duration(timeout)}";
        }

        foreach (string field in ScheduleFields.Of(pipeline))
        {
            yield return field;
        }
    }

    /// <summary>The intervals as a program writes them.</summary>
    public static string? Partition(BoundPartition? partition)
    {
        if (partition is null)
        {
            return null;
        }

        string form = partition.Start.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm'Z'";
        List<string> parts = [$"start: {partition.Start.ToString(form, CultureInfo.InvariantCulture)}"];
        if (partition.On is { } on)
        {
            parts.Add($"on: {on}");
        }

        if (partition.Lookback > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"lookback: {partition.Lookback}"));
        }

        return $"{partition.Unit.ToString().ToLowerInvariant()}({string.Join(", ", parts)})";
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
