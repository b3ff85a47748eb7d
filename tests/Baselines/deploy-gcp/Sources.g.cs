// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:3</summary>
    public static BatchSource Trips(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("zone_id", ColumnType.Int32),
            new("fare", ColumnType.Decimal(12, 2)),
        ];
        return new CsvSource(connections.Lake, "trips.csv", columns, new CsvOptions { Format = new() }) { NeedsOrigin = needsOrigin };
    }
}
