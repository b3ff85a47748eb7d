// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:3</summary>
    public static BatchSource Trips(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("zone_id", ColumnType.Int32),
            new("pickup_local", ColumnType.DateTime),
            new("fare", ColumnType.Decimal(12, 2)),
            new("tip", ColumnType.Decimal(12, 2), Nullable: true),
            new("note", ColumnType.Text, Nullable: true),
        ];
        return connections.Pg.TableSource("raw.trips", columns, selection);
    }

    /// <summary>main.flow:5</summary>
    public static BatchSource Zones(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32, IsKey: true),
            new("borough", ColumnType.Text),
        ];
        return connections.Pg.TableSource("raw.zones", columns, selection);
    }
}
