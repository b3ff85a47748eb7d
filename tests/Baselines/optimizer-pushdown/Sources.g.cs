// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:6</summary>
    public static BatchSource Trips(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("zone_id", ColumnType.Int32),
            new("zone", ColumnType.Text),
            new("pickup", ColumnType.Instant),
            new("fare", ColumnType.Decimal(12, 2)),
            new("tip", ColumnType.Decimal(12, 2), Nullable: true),
            new("note", ColumnType.Json, Nullable: true),
        ];
        return connections.Pg.TableSource("raw.trips", columns, selection);
    }

    /// <summary>main.flow:7</summary>
    public static BatchSource Zones(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32),
            new("name", ColumnType.Text),
        ];
        return connections.Pg.TableSource("raw.zones", columns, selection);
    }
}
