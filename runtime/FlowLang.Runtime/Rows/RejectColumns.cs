using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>The columns of every rejects sink.</summary>
public static class RejectColumns
{
    public static ImmutableArray<Column> All { get; } =
    [
        new("run_id", ColumnType.Text),
        new("pipeline", ColumnType.Text),
        new("step", ColumnType.Text),
        new("reason", ColumnType.Text),
        new("source_file", ColumnType.Text, Nullable: true),
        new("source_row", ColumnType.Int64, Nullable: true),
        new("input", ColumnType.Json, Nullable: true),
        new("rejected_at", ColumnType.Instant),
    ];
}
