// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
    /// <summary>main.flow:3</summary>
    public static BatchSource Events(Connections connections, bool needsOrigin)
    {
        ImmutableArray<Column> columns =
        [
            new("id", ColumnType.Int64, IsKey: true),
            new("payload", ColumnType.Json),
            new("tags", ColumnType.List(ColumnType.Text), Nullable: true),
        ];
        return new JsonLinesSource(connections.Lake, "events.jsonl", columns, new()) { NeedsOrigin = needsOrigin };
    }
}
