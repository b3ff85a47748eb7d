using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>The intervals of a pipeline from one to the one before another.</summary>
public static class IntervalRange
{
    /// <summary>Throws RT7012 for what is no such range, also where its last interval has not begun at <paramref name="now"/>.</summary>
    public static ImmutableArray<RunInterval> Parse(PipelineDefinition pipeline, string from, string to, DateTimeOffset now)
    {
        PartitionDefinition partition = pipeline.Partition ?? throw new FlowException(RunErrors.Usage(
            "RT1004", $"pipeline `{pipeline.Name}` has no intervals", "a backfill is for pipelines with `partition:`; use `run`"));
        RunInterval first = Bound(pipeline, partition, "--from", from);
        RunInterval behind = Bound(pipeline, partition, "--to", to);
        if (behind.Start <= first.Start)
        {
            throw Wrong(
                $"`--to {to}` is not behind `--from {from}`",
                $"the interval of `--to` is no more part of the range: for {first} alone write `--from {first} --to {first.Next}`");
        }

        RunInterval current = first;
        var intervals = ImmutableArray.CreateBuilder<RunInterval>();
        for (; current.Start < behind.Start; current = current.Next)
        {
            if (current.Start > now)
            {
                throw Wrong($"the interval {current} has not begun", $"`--to {current}` is the end of what there can be");
            }

            intervals.Add(current);
        }

        return intervals.ToImmutable();
    }

    private static RunInterval Bound(PipelineDefinition pipeline, PartitionDefinition partition, string option, string text) =>
        IntervalText.Parse(partition, text) ?? throw Wrong(
            $"`{option} {text}` is no interval of pipeline `{pipeline.Name}`",
            $"`{option} {IntervalText.Form(partition.Unit)}`, from {RunInterval.Of(partition.Unit, partition.Start)} on");

    private static FlowException Wrong(string message, string help) => new(RunErrors.Usage("RT7012", message, help));
}
