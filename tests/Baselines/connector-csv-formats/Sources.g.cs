// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:2</summary>
    public static BatchSource Bookings(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("day", ColumnType.Date),
            new("paid_at", ColumnType.Instant, Nullable: true),
            new("left_at", ColumnType.DateTime, Nullable: true),
        ];
        return new CsvSource(connections.Lake, "bookings.csv.zst", columns, new CsvOptions { Format = new() { Zstd = ZstdStream.Open } }) { NeedsOrigin = needsOrigin };
    }
}
