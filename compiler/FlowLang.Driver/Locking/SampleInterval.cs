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

    /// <summary>The interval of a request with these texts; null where none of them has a placeholder of one.</summary>
    public RunInterval? Of(IEnumerable<string> texts)
    {
        HashSet<string> names = [.. texts.SelectMany(t => InRequest().Matches(t)).Select(m => m.Groups[1].Value)];
        string? finest = s_names.FirstOrDefault(names.Contains);
        return finest is not null ? Of(finest) : names.Count > 0 ? Of(First()?.Unit.ToString().ToLowerInvariant() ?? "day") : null;
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

        BoundPartition partition = First()
            ?? throw new DriverException($"`{{{finest}}}` in its path may be any interval") { Why = Form(unit) };
        return RunInterval.Of(unit, new DateTimeOffset(partition.Start, TimeSpan.Zero));
    }

    private BoundPartition? First() => program.Pipelines.Select(p => p.Partition).OfType<BoundPartition>().FirstOrDefault();

    private static string Form(IntervalUnit unit) => $"say whose file is to be looked at: `--interval {IntervalText.Form(unit)}`";

    [GeneratedRegex("\\{(year|month|week|day|hour)\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\\{(year|month|week|day|hour|start|end)\\}")]
    private static partial Regex InRequest();
}
