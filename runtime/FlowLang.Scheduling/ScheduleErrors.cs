using FlowLang.Runtime;

namespace FlowLang.Scheduling;

/// <summary>RT7017 to RT7039: what a program that is served runs into.</summary>
internal static class ScheduleErrors
{
    public static FlowError ProcessDied(int times) => new(
        "RT7017", $"its process died {times} times in it", "a run that ends its process every time is not tried for ever",
        "look for what the process ran out of (memory, disk), then start the run again");

    public static FlowError NoZone(string zone) => new(
        "RT7019", $"this machine has no time zone {zone}", "zones are those of /usr/share/zoneinfo", "install the package `tzdata`")
    {
        Kind = ErrorKind.Usage,
    };

    public static FlowError NoRun(string id) =>
        RunErrors.Usage("RT7020", $"there is no run `{id}`", "`runs` lists the latest");

    public static FlowError HasEnded(string id, RunPhase phase) => RunErrors.Usage(
        "RT7021", $"run {id} can't be cancelled: it is {phase.ToString().ToLowerInvariant()}",
        "only a run that is queued or goes can be cancelled");

    public static FlowError KeyReused(string key) => RunErrors.Usage(
        "RT7022", $"the key `{key}` was used for another request", "a key names one request; use a new one");

    public static FlowError NeedsInterval(PipelineDefinition pipeline, PartitionDefinition partition) => RunErrors.Usage(
        "RT1004", $"pipeline `{pipeline.Name}` runs by the {partition.Unit.ToString().ToLowerInvariant()} and needs an interval",
        IntervalChoice.Form(partition));

    public static FlowError NoIntervals(PipelineDefinition pipeline) =>
        RunErrors.Usage("RT1004", $"pipeline `{pipeline.Name}` has no intervals", "leave the interval out");

    public static FlowError NotTriggered(PipelineDefinition pipeline) => RunErrors.Usage(
        "RT7023", $"pipeline `{pipeline.Name}` is a stream", "it goes on by itself; `resume` starts one that is paused");
}
