// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:9</summary>
    public static BatchSource Boroughs(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("borough_id", ColumnType.Int32, IsKey: true),
            new("borough", ColumnType.Text),
        ];
        return connections.Pg.TableSource("dim.boroughs", columns, selection);
    }

    /// <summary>main.flow:8</summary>
    public static BatchSource Zones(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32),
            new("borough_id", ColumnType.Int32),
            new("name", ColumnType.Text),
        ];
        return new CsvSource(connections.Lake, "zones.csv", columns, new CsvOptions { Format = new() }) { NeedsOrigin = needsOrigin };
    }
}
