using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLang.Runtime;

/// <summary>What a backfill would do, and what it did.</summary>
internal static class BackfillReport
{
    public static RowTable Preview(
        PipelineDefinition pipeline, ImmutableArray<RunInterval> range, IReadOnlyDictionary<DateTimeOffset, LoadedInterval> loaded,
        Func<RunInterval, bool> isDone)
    {
        string State(RunInterval interval) => loaded.GetValueOrDefault(interval.Start) switch
        {
            null => "to run",
            var run when isDone(interval) => $"loaded by {run.RunId}",
            var run => $"to run again (loaded by {run.RunId})",
        };
        ImmutableArray<Column> columns =
            [new("interval", ColumnType.Text), new("from", ColumnType.Text), new("to", ColumnType.Text), new("state", ColumnType.Text)];
        ImmutableArray<string?> Row(RunInterval interval) => [$"{interval}", Time(interval.Start), Time(interval.End), State(interval)];
        return new RowTable($"backfill {pipeline.Name}", columns, [.. range.Select(Row)], range.Length);
    }

    public static string Summary(PipelineDefinition pipeline, Backfill backfill, int loadedBefore)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"backfill {pipeline.Name}: {backfill.Done} done, {backfill.Failures.Length} failed");
        text.Append(loadedBefore > 0 ? string.Create(CultureInfo.InvariantCulture, $", {loadedBefore} loaded before") : "");
        text.Append(backfill.Left > 0 ? string.Create(CultureInfo.InvariantCulture, $", {backfill.Left} not run") : "");
        foreach ((RunInterval interval, FlowError error) in backfill.Failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {interval}: {error.Code} {error.Message}");
        }

        if (backfill.Left + backfill.Failures.Length > 0)
        {
            text.Append("\n  the same command goes on with those that are not loaded");
        }

        return text.ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
