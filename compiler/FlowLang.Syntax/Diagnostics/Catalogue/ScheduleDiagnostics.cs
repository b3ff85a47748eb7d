using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL7xxx: schedules and runs.</summary>
public static partial class ScheduleDiagnostics
{
    public static Diagnostic AfterCycle(TextSpan at, IReadOnlyCollection<string> pipelines) =>
        Error("FL7001", at, $"pipeline `{pipelines.First()}` waits for itself")
            .Note(string.Join(" after ", pipelines))
            .Help("take one `after` out of the circle");

    public static Diagnostic CronInvalid(TextSpan at, string what) =>
        Error("FL7002", at, $"this cron expression {what}")
            .Help("five fields: minute hour day-of-month month day-of-week, "
                + "such as \"5 * * * *\" or \"0 6 * * 1-5\"; a sixth before them is the second");

    public static Diagnostic CronNeedsZone(TextSpan at) =>
        Error("FL7003", at, "a cron schedule needs a time zone")
            .Why("six in the morning is another moment in every zone, and moves with daylight saving")
            .Help("write `cron(\"…\", tz: \"Europe/Berlin\")`, or `tz: \"UTC\"`");

    public static Diagnostic UnknownZone(TextSpan at, string zone) =>
        Error("FL7004", at, $"\"{zone}\" is no time zone").Help("zones are called \"Area/City\": \"America/New_York\", or \"UTC\"");

    public static Diagnostic PropertyValue(TextSpan at, string property, string wanted) =>
        Error("FL7005", at, $"`{property}` wants {wanted}");

    public static Diagnostic PartitionStart(TextSpan at, string unit, string start) =>
        Error("FL7006", at, $"{start} does not begin {(unit == "hour" ? "an" : "a")} {unit}")
            .Help(unit == "week" ? "weeks start on Monday" : null);

    public static Diagnostic PlaceholderWithoutPartition(TextSpan at, string placeholder, string pipeline) =>
        Error("FL7007", at, $"`{{{placeholder}}}` is the interval of a run, and pipeline `{pipeline}` has none")
            .Help($"add `partition: day(start: 2024-01-01)` to the pipeline; the value of a parameter is `${{{placeholder}}}`");

    public static Diagnostic UnknownPlaceholder(TextSpan at, string placeholder, IEnumerable<string> known) =>
        Error("FL7008", at, $"`{{{placeholder}}}` is no placeholder")
            .Note($"placeholders: {string.Join(", ", known.Select(name => $"{{{name}}}"))}")
            .Help($"the value of a parameter is `${{{placeholder}}}`");

    public static Diagnostic PlaceholderTooFine(TextSpan at, string placeholder, string unit) =>
        Error("FL7009", at, $"`{{{placeholder}}}` changes within a run: each run owns a whole {unit}")
            .Help($"use `partition: {placeholder}(…)`, or a coarser placeholder");

    public static Diagnostic AppendWithRetry(TextSpan at, string sink, TextSpan retry) =>
        Error("FL7010", at, $"appending to {sink} again after a failure would write rows twice")
            .Label(retry, "retries are on")
            .Help("use `mode: replace` or `replace_partition`, or take `retry` out");

    public static Diagnostic NeedsPartition(TextSpan at, string property) =>
        Error("FL7011", at, $"`{property}` is about intervals, and this pipeline has none")
            .Help("add `partition: day(start: 2024-01-01)`");

    public static Diagnostic NothingToWrite(TextSpan at, string pipeline) =>
        Error("FL7012", at, $"pipeline `{pipeline}` writes nothing").Help("add `write … to …`");

    public static Diagnostic ReplacePartitionNeedsPlaceholder(TextSpan at) =>
        Error(
            "FL7014", at,
            "`replace_partition` of files replaces what the path names for the interval, and this path names the same for all")
            .Help("put the interval into the path: `day={day}/`");

    public static Diagnostic PartitionColumnNowhere(TextSpan at, string column, string pipeline, IReadOnlyCollection<string> columns) =>
        Error("FL7015", at, $"no source and no write of pipeline `{pipeline}` has a column `{column}`")
            .DidYouMean(Suggestions.DidYouMean(column, columns))
            .Why("`on:` keeps to the rows of the run's interval; bound to nothing, every run would take all of them")
            .Note($"columns: {string.Join(", ", columns)}");
}
