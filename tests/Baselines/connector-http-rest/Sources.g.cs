// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:26</summary>
    public static BatchSource Items(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("changed", ColumnType.Instant),
        ];
        return new RestSource(connections.Office, "/items", columns, new RestOptions { Query = [new("since", "{cursor}")], Pages = new LinkPages(), Cursor = new RestCursor("changed") { Start = "2024-01-01T00:00:00Z", Overlap = TimeSpan.FromMilliseconds(600000) } }) { NeedsOrigin = needsOrigin };
    }

    /// <summary>main.flow:25</summary>
    public static BatchSource Numbered(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
        ];
        return new RestSource(connections.Keyed, "/numbered", columns, new RestOptions { Pages = new NumberPages("page", 0L, ["pages"]) }) { NeedsOrigin = needsOrigin };
    }

    /// <summary>main.flow:17</summary>
    public static BatchSource Rates(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("currency", ColumnType.Text),
            new("rate", ColumnType.Decimal(12, 4)),
            new("at", ColumnType.Instant),
            new("source", ColumnType.Struct(new Column("name", ColumnType.Text), new Column("delayed", ColumnType.Bool, Nullable: true))),
            new("tags", ColumnType.List(ColumnType.Text), Nullable: true),
        ];
        return new RestSource(connections.Api, "rates/{day}", columns, new RestOptions { Rows = ["data", "items"], Query = [new("from", "{start}"), new("to", "{end}"), new("status", connections.Settings.Parameter("status")), new("per_page", "100")], Headers = [new("Accept-Language", "en")], Pages = new CursorPages("after", ["meta", "next page"]), MaxPages = 50, MaxPageSize = 4194304L, MaxDuration = TimeSpan.FromMilliseconds(300000) }) { NeedsOrigin = needsOrigin };
    }
}
