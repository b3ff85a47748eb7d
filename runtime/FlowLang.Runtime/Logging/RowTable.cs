using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>Rows to show to a person: cells as text, null for null; <paramref name="TotalRows"/> may be more than are shown.</summary>
public sealed record RowTable(string Title, ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<string?>> Rows, long TotalRows)
{
    /// <summary>True for a column whose cells stand to the right.</summary>
    public static bool IsNumeric(Column column) => column.Type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64
        or ColumnKind.Float32 or ColumnKind.Float64 or ColumnKind.Decimal;
}
