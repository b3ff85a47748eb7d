// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:10</summary>
    public static BatchSource Everything(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("b", ColumnType.Bool),
            new("i16", ColumnType.Int16),
            new("i32", ColumnType.Int32),
            new("f32", ColumnType.Float32),
            new("f64", ColumnType.Float64),
            new("money", ColumnType.Decimal(12, 2)),
            new("t", ColumnType.Text),
            new("raw", ColumnType.Bytes),
            new("u", ColumnType.Uuid),
            new("d", ColumnType.Date),
            new("clock", ColumnType.Time),
            new("moment", ColumnType.Instant),
            new("wall", ColumnType.DateTime),
            new("span", ColumnType.Interval),
            new("doc", ColumnType.Json),
            new("color", ColumnType.Text),
            new("list", ColumnType.List(ColumnType.Text)),
            new("maybe", ColumnType.List(ColumnType.Int32), Nullable: true),
            new("place", ColumnType.Struct(new Column("lat", ColumnType.Float64), new Column("lon", ColumnType.Float64, Nullable: true))),
            new("labels", ColumnType.Map(ColumnType.Text)),
        ];
        return new ParquetSource(connections.Lake, "everything.parquet", columns) { NeedsOrigin = needsOrigin };
    }
}
