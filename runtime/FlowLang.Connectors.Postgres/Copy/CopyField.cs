using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>How a column's values lie in DuckDB's vectors and what they become on the wire; a small closed set, for one switch a
/// value.</summary>
internal enum CopyKind
{
    Bool,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Decimal16,
    Decimal32,
    Decimal64,
    Decimal128,
    Text,
    Bytes,
    Uuid,
    Date,
    Time,
    Timestamp,
    Interval,
    Json,
    Array,
    Document,
}

/// <summary>One column of a COPY: its wire form, and for arrays its elements'. Structs, maps and lists of lists travel as jsonb
/// documents.</summary>
internal sealed record CopyField(Column Column, CopyKind Kind, CopyField? Element)
{
    /// <summary>Most bytes a value may take with its length; 0 where only the value knows.</summary>
    public int MaxSize { get; } = Kind switch
    {
        CopyKind.Bool => 5,
        CopyKind.Int16 => 6,
        CopyKind.Int32 or CopyKind.Float32 or CopyKind.Date => 8,
        CopyKind.Int64 or CopyKind.Float64 or CopyKind.Time or CopyKind.Timestamp => 12,
        CopyKind.Uuid or CopyKind.Interval => 20,
        CopyKind.Decimal16 or CopyKind.Decimal32 or CopyKind.Decimal64 or CopyKind.Decimal128 => NumericFormat.MaxSize,
        _ => 4,
    };

    public int Scale => Column.Type.Scale;

    public static ImmutableArray<CopyField> Of(ImmutableArray<Column> columns) => [.. columns.Select(c => Of(c))];

    public static CopyField Of(Column column)
    {
        CopyKind kind = KindOf(column.Type);
        CopyField? element = kind == CopyKind.Array && column.Type.Element is { } type ? Of(type) : null;
        return new CopyField(column, kind, element);
    }

    private static CopyKind KindOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => CopyKind.Bool,
        ColumnKind.Int16 => CopyKind.Int16,
        ColumnKind.Int32 => CopyKind.Int32,
        ColumnKind.Int64 => CopyKind.Int64,
        ColumnKind.Float32 => CopyKind.Float32,
        ColumnKind.Float64 => CopyKind.Float64,
        ColumnKind.Decimal => type.Precision switch
        {
            <= 4 => CopyKind.Decimal16,
            <= 9 => CopyKind.Decimal32,
            <= 18 => CopyKind.Decimal64,
            _ => CopyKind.Decimal128,
        },
        ColumnKind.Text => CopyKind.Text,
        ColumnKind.Bytes => CopyKind.Bytes,
        ColumnKind.Uuid => CopyKind.Uuid,
        ColumnKind.Date => CopyKind.Date,
        ColumnKind.Time => CopyKind.Time,
        ColumnKind.Instant or ColumnKind.DateTime => CopyKind.Timestamp,
        ColumnKind.Interval => CopyKind.Interval,
        ColumnKind.Json => CopyKind.Json,
        ColumnKind.List when type.Element is { Type.Kind: not ColumnKind.List } => CopyKind.Array,
        ColumnKind.List or ColumnKind.Struct or ColumnKind.Map => CopyKind.Document,
        _ => throw new UnreachableException(),
    };
}
