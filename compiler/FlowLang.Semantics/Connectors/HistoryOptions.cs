using System.Collections.Immutable;

namespace FlowLang.Semantics.Connectors;

/// <summary>Options of sinks that keep the versions of a row (`mode: scd2`).</summary>
internal static class HistoryOptions
{
    public const string ChangedAt = "changed_at";
    public const string Tracked = "tracked";
    public const string Deleted = "deleted";
    public const string ValidFrom = "valid_from";
    public const string ValidTo = "valid_to";
    public const string IsCurrent = "is_current";

    public static ImmutableArray<OptionDescriptor> All { get; } =
    [
        new(ChangedAt, OptionKind.Column,
            "with `scd2`: the column that says since when a row is so, stored as `valid_from`; without it the start of the run's interval, "
            + "or the run's time"),
        new(Tracked, OptionKind.ColumnList,
            "with `scd2`: columns whose change makes a new version; others are set in place. Without it all but the key"),
        new(Deleted, OptionKind.Choice, "with `scd2`: what becomes of keys that a load lacks", Default: "keep", Choices: ["keep", "close"]),
        new(ValidFrom, OptionKind.Column, "with `scd2`: the column of a version's begin", Default: ValidFrom),
        new(ValidTo, OptionKind.Column, "with `scd2`: the column of its end, which is not part of it; null while it holds",
            Default: ValidTo),
        new(IsCurrent, OptionKind.Column, "with `scd2`: the column that is true for the version that holds", Default: IsCurrent),
    ];
}
