// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:4</summary>
    public static BatchSource Rows(Connections connections, SourceSelection? selection = null)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("a", ColumnType.Int32),
            new("b", ColumnType.Int32),
            new("x", ColumnType.Float64),
            new("d", ColumnType.Decimal(12, 2)),
            new("t", ColumnType.Text),
            new("at", ColumnType.DateTime),
            new("j", ColumnType.Json),
            new("s", ColumnType.Struct(new Column("f", ColumnType.Int32), new Column("g", ColumnType.Text))),
            new("xs", ColumnType.List(ColumnType.Int32)),
            new("m", ColumnType.Map(ColumnType.Int32)),
        ];
        return connections.Pg.TableSource("raw.rows", columns, selection);
    }
}
