using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL7029 to FL7059: what a scheduler makes of a program.</summary>
public static partial class ScheduleDiagnostics
{
    public static Diagnostic CronNever(TextSpan at) =>
        Error("FL7029", at, "this cron expression never comes").Why("no month has such a day").Help("correct day and month");

    public static Diagnostic ClockLeavesOut(TextSpan at, string time, string zone, string day) =>
        Warning("FL7030", at, $"{zone} has no {time} on {day}: the clock jumps over it, and the run comes when it has jumped")
            .Help("write `gap: skip` to leave it out on that day, or `gap: shift` to say that this is meant; `tz: \"UTC\"` never jumps");

    public static Diagnostic ClockRepeats(TextSpan at, string time, string zone, string day) =>
        Warning("FL7031", at, $"{zone} has {time} twice on {day}: the run comes the first time only")
            .Help("write `overlap: both` to run it twice, or `overlap: first` to say that this is meant; `tz: \"UTC\"` has no time twice");

    public static Diagnostic LongerThanSchedule(TextSpan at, string timeout, string period) =>
        Warning("FL7032", at, $"a run may take {timeout}, and the next one comes after {period}")
            .Why("runs that take so long pile up in the queue")
            .Help("make `timeout` shorter, or the schedule rarer");

    public static Diagnostic Crowd(TextSpan at, int count) =>
        Warning("FL7033", at, $"{count} pipelines without a pool come at this moment")
            .Why("they wait for one another, and for the databases that they use together")
            .Help("spread them over the hour, or give them a `pool`");

    public static Diagnostic ArrivalNeedsFolder(TextSpan at, IReadOnlyCollection<string> connections) =>
        Error("FL7034", at, connections.Count == 0
                ? "files arrive in a `files` connection, and this pipeline reads from none"
                : "this pipeline reads from several `files` connections")
            .Note(connections.Count == 0 ? null : $"connections: {string.Join(", ", connections)}")
            .Help("read from the one connection that the files arrive in");

    public static Diagnostic ArrivalWithIntervals(TextSpan at, string pipeline) =>
        Error("FL7035", at, $"pipeline `{pipeline}` has intervals, and a file that arrives says none")
            .Help("take `partition:` out, or start it by a `schedule:`");

    public static Diagnostic CantNotify(TextSpan at, string name, string connector) =>
        Error("FL7036", at, $"`{name}` is a `{connector}` connection, which takes no messages")
            .Help("`connection chat: slack { … }` does");

    public static Diagnostic UnknownPool(TextSpan at, string pool, IEnumerable<string> known) =>
        Error("FL7037", at, $"the workspace has no pool `{pool}`")
            .DidYouMean(Suggestions.DidYouMean(pool, known))
            .Help("declare it: `workspace { pools: { heavy: 2 } }`");

    public static Diagnostic NoLedger(TextSpan at, string connection, string connector) =>
        Error("FL7040", at, $"`{connection}` is a `{connector}` connection, and a ledger needs a database")
            .Help("name a `postgres` connection, or leave `ledger` out: the ledger is a file beside the executable then");
}
