using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// How <see cref="WriteMode.Scd2"/> keeps versions: half-open intervals [begin, end) of one key that never overlap; the end of the one that
/// holds is null.
/// </summary>
public sealed record HistoryOptions
{
    /// <summary>
    /// The column that says since when a row is so: it is stored as <see cref="ValidFrom"/>. Null for the start of the run's interval, or
    /// the run's own time.
    /// </summary>
    public string? ChangedAt { get; init; }

    /// <summary>Columns whose change makes a new version. Others that are no key are set in place by the load that came last.</summary>
    public ImmutableArray<string> Tracked { get; init; } = [];

    /// <summary>A key that a load lacks has no version from the run's time on.</summary>
    public bool ClosesDeleted { get; init; }

    public string ValidFrom { get; init; } = "valid_from";

    public string ValidTo { get; init; } = "valid_to";

    public string IsCurrent { get; init; } = "is_current";

    /// <summary>The columns of the table for rows with <paramref name="columns"/>; the key is theirs and the begin.</summary>
    internal ImmutableArray<Column> Stored(ImmutableArray<Column> columns) =>
    [
        .. columns.Where(c => c.Name != ChangedAt),
        new(ValidFrom, TimeType(columns), IsKey: true), new(ValidTo, TimeType(columns), Nullable: true), new(IsCurrent, ColumnType.Bool),
    ];

    /// <summary>The type of begin and end: that of the column of changes, else instant.</summary>
    internal ColumnType TimeType(ImmutableArray<Column> columns) =>
        columns.FirstOrDefault(c => c.Name == ChangedAt)?.Type ?? ColumnType.Instant;
}
