// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:11</summary>
    public static BatchSource Lines(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("fare", ColumnType.Decimal(12, 2)),
        ];
        return connections.Archive.JsonLines("trips/*.jsonl", columns, new(), needsOrigin);
    }

    /// <summary>main.flow:10</summary>
    public static BatchSource Trips(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("fare", ColumnType.Decimal(12, 2)),
        ];
        return connections.Archive.Csv("trips/dt={day}/*.csv.gz", columns, new CsvOptions { Format = new() }, needsOrigin);
    }

    /// <summary>main.flow:12</summary>
    public static BatchSource Zones(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32),
        ];
        return connections.Lake.Parquet("zones_{month}.parquet", columns, needsOrigin);
    }
}
