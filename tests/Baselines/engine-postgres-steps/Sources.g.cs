// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:4</summary>
    public static BatchSource Others(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("grp", ColumnType.Text),
        ];
        return connections.Pg.TableSource("raw.others", columns, selection);
    }

    /// <summary>main.flow:3</summary>
    public static BatchSource Rows(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("grp", ColumnType.Text, Nullable: true),
            new("n", ColumnType.Int32, Nullable: true),
            new("on_day", ColumnType.Date),
            new("tags", ColumnType.List(ColumnType.Text)),
        ];
        return connections.Pg.TableSource("raw.rows", columns, selection);
    }
}
