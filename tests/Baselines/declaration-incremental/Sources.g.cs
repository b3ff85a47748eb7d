// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:7</summary>
    public static BatchSource Changes(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("name", ColumnType.Text),
            new("city", ColumnType.Text, Nullable: true),
            new("changed", ColumnType.DateTime),
            new("day", ColumnType.Date),
        ];
        return connections.Pg.TableSource("crm.customers", columns, selection);
    }

    /// <summary>main.flow:6</summary>
    public static BatchSource Customers(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("name", ColumnType.Text),
            new("city", ColumnType.Text, Nullable: true),
            new("changed", ColumnType.DateTime),
            new("day", ColumnType.Date),
        ];
        return connections.Pg.TableSource("crm.customers", columns, selection);
    }

    /// <summary>main.flow:8</summary>
    public static BatchSource Zones(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("borough", ColumnType.Text),
        ];
        return connections.Pg.TableSource("crm.zones", columns, selection);
    }
}
