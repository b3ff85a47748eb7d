using System.Text.RegularExpressions;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using IntervalUnit = FlowLang.Runtime.IntervalUnit;

namespace FlowLang.Driver.Locking;

/// <summary>
/// The interval whose file shows what all files of a path with placeholders are like: the one that is asked for, else the first one of the
/// first pipeline that has intervals.
/// </summary>
internal sealed partial class SampleInterval(BoundProgram program, string? asked)
{
    // From fine to coarse.
    private static readonly string[] s_names = ["hour", "day", "week", "month", "year"];

    /// <summary>A path without placeholders.</summary>
    public string Bind(string path)
    {
        HashSet<string> names = [.. Placeholder().Matches(path).Select(m => m.Groups[1].Value)];
        if (names.Count == 0)
        {
            return path;
        }

        RunInterval interval = Of(s_names.First(names.Contains));
        return Placeholder().Replace(path, m => interval.Placeholder(m.Groups[1].Value));
    }

    private RunInterval Of(string finest)
    {
        IntervalUnit unit = finest switch
        {
            "hour" => IntervalUnit.Hour,
            "day" => IntervalUnit.Day,
            "week" => IntervalUnit.Week,
            _ => IntervalUnit.Month,
        };
        if (asked is not null)
        {
            return IntervalText.Parse(new PartitionDefinition(unit, DateTimeOffset.MinValue), asked)
                ?? throw new DriverException($"`{asked}` is no interval for `{{{finest}}}`") { Why = Form(unit) };
        }

        BoundPartition partition = program.Pipelines.Select(p => p.Partition).OfType<BoundPartition>().FirstOrDefault()
            ?? throw new DriverException($"`{{{finest}}}` in its path may be any interval") { Why = Form(unit) };
        return RunInterval.Of(unit, new DateTimeOffset(partition.Start, TimeSpan.Zero));
    }

    private static string Form(IntervalUnit unit) => $"say whose file is to be looked at: `--interval {IntervalText.Form(unit)}`";

    [GeneratedRegex("\\{(year|month|week|day|hour)\\}")]
    private static partial Regex Placeholder();
}
