using System.Globalization;
using System.Text;

namespace FlowLang.Runtime;

/// <summary>The report of a run that ended well.</summary>
internal static class ReportText
{
    public static string Format(BatchRun run, TimeSpan duration)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{run.Pipeline.Name}{(run.Interval is null ? "" : $" {run.Interval}")}: ");
        text.Append(run.DryRun ? "dry run: everything can be read and written; nothing was" : $"done in {Duration(duration)}");
        foreach (SourceReport source in run.Report.Sources)
        {
            text.Append('\n').Append(Source(source));
            Downloads(text, source);
        }

        if (run.Report.LoadedBefore is { } before)
        {
            text.Append($"\n  nothing new: run {before} loaded these very files; `--reload` loads them again");
        }

        Steps(text, run.Report.Stages);
        foreach (WriteReport write in run.Report.Writes)
        {
            text.Append('\n').Append(Write(write));
            Steps(text, write.Steps);
        }

        foreach (ExpectationResult expectation in run.Report.Expectations)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  expect {expectation.Name}: {Outcome(expectation)}");
        }

        return text.ToString();
    }

    public static string Duration(TimeSpan duration) => duration.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:F1} s")
        : duration.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Source(SourceReport source)
    {
        string rows = source.Rows is { } count ? string.Create(CultureInfo.InvariantCulture, $": {count:N0} rows") : "";
        string files = source.Files > 1 ? string.Create(CultureInfo.InvariantCulture, $" in {source.Files:N0} files") : "";
        string dead = source.DeadLetters > 0
            ? string.Create(CultureInfo.InvariantCulture, $", of them {source.DeadLetters:N0} dead letters")
            : "";
        string reload = source.Reload is { } read
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", read {read.Times:N0} times, last at {read.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
                + (read.Failures > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {read.Failures:N0} readings failed") : "")
            : "";
        return $"  {source.Source}{rows}{files}{dead}{reload}";
    }

    private static void Downloads(StringBuilder text, SourceReport source)
    {
        foreach (SourceFile file in source.Downloads)
        {
            string what = file.IsFetched ? "fetched" : "unchanged at the server";
            text.Append(CultureInfo.InvariantCulture, $"\n    {file.Name}: {what}, {file.Bytes:N0} bytes, sha256 {file.Sha256[..12]}…");
        }
    }

    private static string Write(WriteReport write) => write.AlreadyCommitted
        ? $"  {write.Relation} → {write.Target}: an earlier run of this interval had committed it"
        : write.Late is { } late ? string.Create(
            CultureInfo.InvariantCulture,
            $"  {write.Relation} → {write.Target}: read {write.Read:N0}, written {write.Written:N0}, rejected {write.Rejected:N0}, "
            + $"filtered {write.Filtered:N0}, late {late:N0} ({write.RowsPerSecond:N0} records/s)")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"  {write.Relation} → {write.Target}: read {write.Read:N0} = written {write.Written:N0} + rejected {write.Rejected:N0} "
            + $"+ filtered {write.Filtered:N0} ({write.RowsPerSecond:N0} rows/s)");

    private static void Steps(StringBuilder text, IEnumerable<StepCount> steps)
    {
        foreach (StepCount step in steps.Where(s => s.Rows > 0))
        {
            string verb = step.Action == FailureAction.Filter ? "filtered" : "rejected";
            text.Append(CultureInfo.InvariantCulture, $"\n    {step.Step}: {verb} {step.Rows:N0}");
            text.Append(step.Action == FailureAction.Filter ? "" : $" ({step.Reason})");
        }
    }

    private static string Outcome(ExpectationResult expectation) => expectation.Passed
        ? "holds"
        : string.Create(CultureInfo.InvariantCulture, $"{expectation.Violations:N0} violations, for example {expectation.Sample}");
}
