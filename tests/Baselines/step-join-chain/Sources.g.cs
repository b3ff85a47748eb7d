// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:4</summary>
    public static BatchSource Trips(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("zone_id", ColumnType.Int32),
            new("pickup_local", ColumnType.DateTime),
            new("dropoff_local", ColumnType.DateTime),
            new("fare", ColumnType.Decimal(12, 2)),
            new("tip", ColumnType.Decimal(12, 2), Nullable: true),
            new("note", ColumnType.Text, Nullable: true),
        ];
        return new CsvSource(connections.Lake, "trips.csv", columns, new CsvOptions { Format = new() }) { NeedsOrigin = needsOrigin };
    }

    /// <summary>main.flow:6</summary>
    public static BatchSource Zones(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32, IsKey: true),
            new("borough", ColumnType.Text),
            new("zone", ColumnType.Text, Nullable: true),
        ];
        return new CsvSource(connections.Lake, "zones.csv", columns, new CsvOptions { Format = new() }) { NeedsOrigin = needsOrigin };
    }
}
