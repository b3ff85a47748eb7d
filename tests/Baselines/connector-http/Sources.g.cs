// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:10</summary>
    public static BatchSource Events(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("kind", ColumnType.Text),
        ];
        return connections.Mirror.JsonLines("events_{month}.jsonl.gz", columns, new(), needsOrigin);
    }

    /// <summary>main.flow:8</summary>
    public static BatchSource Trips(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("fare", ColumnType.Float64, Nullable: true),
        ];
        return connections.Site.Parquet("green_tripdata_{month}.parquet", columns, needsOrigin);
    }

    /// <summary>main.flow:9</summary>
    public static BatchSource Zones(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32, IsKey: true),
            new("borough", ColumnType.Text),
        ];
        return connections.Mirror.Csv("lookup/zones.csv.zst?format=csv", columns, new CsvOptions { Delimiter = ";"[0], Format = new() { Zstd = ZstdStream.Open } }, needsOrigin);
    }
}
