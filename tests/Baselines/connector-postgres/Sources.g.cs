// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:4</summary>
    public static BatchSource Busy(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("zone_id", ColumnType.Int32),
            new("n", ColumnType.Int64),
        ];
        return connections.Pg.QuerySource("select zone_id, count(*) as n from raw.trips group by 1", columns, selection);
    }

    /// <summary>main.flow:3</summary>
    public static BatchSource Trips(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("trip_id", ColumnType.Int64, IsKey: true),
            new("fare", ColumnType.Decimal(12, 2)),
        ];
        return connections.Pg.TableSource("raw.trips", columns, selection);
    }
}
