// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:6</summary>
    public static BatchSource Others(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("grp", ColumnType.Text),
        ];
        return new ParquetSource(connections.Lake, "others/*.parquet", columns) { NeedsOrigin = needsOrigin };
    }

    /// <summary>main.flow:5</summary>
    public static BatchSource Rows(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("grp", ColumnType.Text, Nullable: true),
            new("n", ColumnType.Int32, Nullable: true),
            new("on_day", ColumnType.Date),
        ];
        return connections.Pg.TableSource("raw.rows", columns, selection);
    }
}
