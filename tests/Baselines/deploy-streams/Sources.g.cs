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
    /// <summary>main.flow:12</summary>
    public static BatchSource Zones(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32, IsKey: true),
            new("name", ColumnType.Text),
        ];
        return new CsvSource(connections.Zoning, "zones.csv", columns, new CsvOptions { Format = new() }) { NeedsOrigin = needsOrigin };
    }
}
