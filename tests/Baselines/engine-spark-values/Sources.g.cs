// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:6</summary>
    public static BatchSource Trips(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("at", ColumnType.DateTime),
            new("code", ColumnType.Text),
            new("fare", ColumnType.Decimal(12, 2)),
            new("n", ColumnType.Int64),
            new("f", ColumnType.Float64),
            new("doc", ColumnType.Json),
        ];
        return new ParquetSource(connections.Lake, "trips/*.parquet", columns) { NeedsOrigin = needsOrigin };
    }
}
