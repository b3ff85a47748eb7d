using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL4xxx: streams, state and delivery.</summary>
public static partial class StreamDiagnostics
{
    public static Diagnostic UnboundedState(TextSpan at, string step, string help) =>
        Error("FL4001", at, $"`{step}` over a stream would have to remember everything")
            .Why("a stream never ends, so what it leaves behind must be bounded")
            .Help(help);

    public static Diagnostic NeedsAllRows(TextSpan at, string step) =>
        Error("FL4002", at, $"{step} needs all rows, and a stream has no last one")
            .Help("aggregate by a window first, or read the same rows as a `source`");

    public static Diagnostic NoEventTime(TextSpan at, string stream, TextSpan declared) =>
        Error("FL4003", at, $"a window goes by event time, and stream `{stream}` has none")
            .Label(declared, "declared here")
            .Help("add `event_time: column, watermark: lag(1m)` to the stream");

    public static Diagnostic EventTimeLost(TextSpan at, string step, TextSpan lost) =>
        Error("FL4019", at, "a window goes by event time, and the rows have theirs no more")
            .Label(lost, $"{step} leaves it out")
            .Help("keep the column");

    public static Diagnostic NotTheEventTime(TextSpan at, string eventTime) =>
        Error("FL4004", at, $"the event time here is `{eventTime}`")
            .Why("watermarks are about that column: by another one no window would know when it is complete");

    public static Diagnostic EventTimeNull(TextSpan at, string column) =>
        Error("FL4020", at, $"`{column}` can be null here, and a row without a time is in no window")
            .Help($"keep the rows that have it: `where {column} is not null`, or of changes `where op in [insert, snapshot]`");

    public static Diagnostic WindowUsage(TextSpan at, string usage) =>
        Error("FL4005", at, $"this window is written `{usage}`, with durations of fixed length");

    public static Diagnostic HopUneven(TextSpan at, string size, string every) =>
        Error("FL4006", at, $"windows of {size} do not consist of whole steps of {every}")
            .Help("the size is a multiple of the step");

    public static Diagnostic OnlyForStreams(TextSpan at, string what) =>
        Error("FL4007", at, $"{what} is for streams, and these rows end");

    public static Diagnostic FinalNeedsWindow(TextSpan at) =>
        Error("FL4021", at, "without a window no group is ever final").Help("write `emit changes`, or group by `window_start`");

    public static Diagnostic UpdatesNeedKey(TextSpan at, TextSpan updates) =>
        Error("FL4008", at, "these rows are updates of earlier ones, and this sink would keep both")
            .Label(updates, "here rows become updates")
            .Help("write them with `mode: upsert` and a key, or to a topic with `key:`");

    public static Diagnostic DeliveryTooHigh(TextSpan at, string asked, string best, string because, TextSpan blamed) =>
        Error("FL4009", at, $"`{asked}` can't be had on this route: the most is `{best}`")
            .Label(blamed, because)
            .Help($"write `delivery: {best}`, or leave it out");

    public static Diagnostic NotForStreams(TextSpan at, string what, string why) =>
        Error("FL4010", at, $"{what} is not for a pipeline of streams").Why(why);

    public static Diagnostic StreamAndBatch(TextSpan at, string batch) =>
        Error("FL4022", at, $"`{batch}` ends, and other writes of this pipeline never do")
            .Help("give it a pipeline of its own");

    /// <param name="conflict">Why a reader of the slot can't have this table as well; null where it is another reader.</param>
    public static Diagnostic SlotTaken(TextSpan at, string slot, TextSpan first, string? conflict = null)
    {
        string what = conflict is null ? "is taken" : $"can't have this table, too: {conflict}";
        Diagnostic error = Error("FL4011", at, $"replication slot \"{slot}\" {what}").Label(first, "here it is named first");
        return conflict is null ? error.Why("a slot has one position: two readers would each miss what the other got") : error;
    }

    public static Diagnostic SlotName(TextSpan at, string slot) =>
        Error("FL4023", at, $"\"{slot}\" is no name of a replication slot")
            .Help("lower case letters, digits and underscores, at most 63");

    public static Diagnostic OptionsTogether(TextSpan at, string option, string why) =>
        Error("FL4012", at, $"`{option}` {why}");

    public static Diagnostic EventTimeColumn(TextSpan at, string path, string problem) =>
        Error("FL4013", at, $"`{path}` {problem}").Help("the event time is an `instant` column of the stream's row");

    public static Diagnostic JoinOfStreams(TextSpan at, string problem, string help) => Error("FL4014", at, problem).Help(help);

    public static Diagnostic TableKey(TextSpan at, string stream, TextSpan declared) =>
        Error("FL4024", at, $"`{stream}` makes no table: which record replaces which is not said")
            .Label(declared, "declared here")
            .Help("declare the table's key there: `key: id`; records of a key have to be in one partition");

    public static Diagnostic TableKeyLeft(TextSpan at, string stream, IEnumerable<string> key) =>
        Error("FL4025", at, $"a row of `{stream}` is found by its key, and this condition does not fix it")
            .Why($"versions are kept by ({string.Join(", ", key)})")
            .Help("compare each column of the key with something of the left side; more conditions may stand beside that");

    public static Diagnostic TableTime(TextSpan at, string stream, string path, TextSpan declared) =>
        Error("FL4026", at, $"`{path}` can be null, and a change of `{stream}` without a time is of no version")
            .Label(declared, "declared here")
            .Help("take a time that every record has: of changes that is `committed_at`");

    public static Diagnostic UpdatesAgain(TextSpan at, string step, TextSpan updates) =>
        Error("FL4015", at, $"`{step}` would count each update of a row as a row")
            .Label(updates, "here rows become updates")
            .Help("`emit final` gives one row a window");

    public static Diagnostic UnionTimes(TextSpan at, string left, string right) =>
        Error("FL4016", at, $"the event time is `{left}` on one side and `{right}` on the other")
            .Help("select it under one name on both sides first");

    public static Diagnostic NotAStream(TextSpan at, string place) =>
        Error("FL4018", at, $"`{place}` is read to its end").Help("declare it as a `source`; streams come from a topic or from `cdc`");

    public static Diagnostic RelayToTopic(TextSpan at, string place) =>
        Error("FL4040", at, $"changes of a table are not carried to a `{place}`")
            .Help("declare them as a `stream`, and write its rows there; as they are they go to a topic");

    public static Diagnostic RelayEnvelope(TextSpan at) =>
        Error("FL4041", at, "changes of a table come as Debezium's change events in JSON, and the topic is to hold something else")
            .Help("write `{ envelope: debezium }`");

    /// <param name="slot">That of the relay, where another table has another one; null where the other write carries none.</param>
    public static Diagnostic RelayAlone(TextSpan at, TextSpan relay, string? slot = null) =>
        Error("FL4042", at, $"a pipeline that carries changes into topics {(slot is null ? "writes nothing else" : "reads one slot")}")
            .Label(relay, slot is null ? "here it carries changes" : $"here that is \"{slot}\"")
            .Help(slot is null
                ? "give the other write a pipeline of its own, over a `stream` of that topic"
                : "name the same slot, or give this table a pipeline of its own");

    /// <param name="key">As the stream has it.</param>
    /// <param name="here">As the rows that are written have it.</param>
    public static Diagnostic KeyLeft(
        TextSpan at, string stream, IEnumerable<string> key, IReadOnlyCollection<string> here, (string Step, TextSpan At)? lost)
    {
        Diagnostic warning = Warning(
            "FL4043", at, $"records of one key of `{stream}` lose their order here: this topic is written without a key")
            .Why($"`{stream}` is partitioned by ({string.Join(", ", key)}); without a key records are spread over all partitions");
        return lost is { } left
            ? warning.Label(left.At, $"{left.Step} leaves it out").Help("keep the columns, and name them: `key: [...]`")
            : warning.Help($"write `{{ key: {(here.Count == 1 ? here.First() : $"[{string.Join(", ", here)}]")} }}`");
    }

    public static Diagnostic StreamKey(TextSpan at, string path, string problem) => Error("FL4017", at, $"`{path}` {problem}");
}
