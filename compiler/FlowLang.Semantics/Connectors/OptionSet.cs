using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>Writes option declarations short; options that several connectors share stand here once.</summary>
internal static class OptionSet
{
    public static OptionDescriptor Rejects { get; } = new(
        "rejects", OptionKind.Sink, "where rejected rows go: another place, or `discard`; needed where the query can reject");

    public static OptionDescriptor Key { get; } = new(
        "key", OptionKind.ColumnList, "columns that identify a row, in the place of the `@key` of its type");

    public static OptionDescriptor PartitionBy { get; } = new(
        "partition_by", OptionKind.ColumnList,
        "with `replace_partition`: rows of the target with the same values here (in all columns together) are replaced");

    public static OptionDescriptor OnBadRecord { get; } = new(
        "on_bad_record", OptionKind.Choice, "what becomes of a record that is not of the declared type", Default: "fail",
        Choices: ["fail", "reject"]);

    public static OptionDescriptor Expose { get; } = new(
        "expose", OptionKind.ColumnList,
        "columns to add: `source_file` (text, the path below the connection's root) "
        + "and `source_row` (int64, the record's number in its file, from 1)");

    public static OptionDescriptor Compression(string summary, params ImmutableArray<string> choices) =>
        new("compression", OptionKind.Choice, summary, Default: choices[0], Choices: choices);

    public static OptionDescriptor Mode(params ImmutableArray<string> modes) =>
        new("mode", OptionKind.Choice, "what becomes of the rows that are there already", Default: modes[0], Choices: modes);

    public static OptionDescriptor Delivery { get; } = new(
        "delivery", OptionKind.Choice,
        "of streams: how often a record's effect is there after failures; without it the most that can be had",
        Choices: ["at_least_once", "effectively_once", "exactly_once"]);

    public static OptionDescriptor Refresh { get; } = new(
        "refresh", OptionKind.Call, "of a table that a stream joins: how long after it was read it is read again")
    {
        Calls = [new("every", "every(5m)", "that long", [new("time", OptionKind.Duration, "a second or more", IsRequired: true)])],
    };

    /// <summary>Of streams: what windows go by.</summary>
    public static ImmutableArray<OptionDescriptor> EventTime { get; } =
    [
        new("event_time", OptionKind.ColumnPath, "when it happened: an `instant` column, or a field of one"),
        new("watermark", OptionKind.Call, "how far below the highest event time of its partition a record may still come")
        {
            Calls = [new("lag", "lag(2m)", "that much", [new("time", OptionKind.Duration, "a duration", IsRequired: true)])],
        },
        new("idle", OptionKind.Duration, "a partition without records for so long holds back no window"),
        new("max_ahead", OptionKind.Duration, "a record further ahead of the clock is a dead letter, so that no bad clock closes windows"),
    ];

    public static OptionDescriptor Later(string name) => new(name, OptionKind.Any, "read by a later version");
}
