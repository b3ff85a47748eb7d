using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// What Spark reads and writes itself. Lines of CSV and JSON are taken apart in SQL, which has no form for other encodings and time
/// formats; its writer of CSV and JSON has other texts for values; its JDBC has no form for nested values.
/// </summary>
internal static class SparkReach
{
    private const string Reached = "Parquet files, and those of `gcs` connections without a key to read, tables and queries of `postgres` "
        + "connections with columns that are not nested, reads CSV and JSON lines in UTF-8 (plain or gzip, without `date_format`), "
        + "shows rows on the console, and reads and writes JSON in topics of `kafka` connections that name brokers and no user";

    public static string? Of(BoundEndpoint endpoint, RowType? row, bool isRead)
    {
        bool reaches = (endpoint.Connector.Name, endpoint.Descriptor.Name) switch
        {
            ("files", "parquet") => true,
            ("gcs", "parquet") => isRead && endpoint.Connection?.Options.Any(o => o.Name == "encryption_key") != true,
            ("files", "csv" or "json" or "jsonl") => isRead && IsPlainText(endpoint),
            ("console", _) => true,
            ("kafka", "topic") => IsPlainTopic(endpoint) && (isRead || row is not null),
            ("postgres", "table" or "query") => row is null || row.Fields.All(f => IsPlain(f.Type.Type)),
            _ => false,
        };
        return reaches ? null : Reached;
    }

    /// <summary>What one task writes, or what is fetched in an order: the screen and a file that is no folder of parts.</summary>
    public static bool KeepsOrder(BoundEndpoint sink) => (sink.Connector.Name, sink.Descriptor.Name) switch
    {
        ("console", _) => true,
        ("files", "parquet") => sink.Text(sink.Descriptor.Arguments[0].Name) is { } path && !path.EndsWith('/'),
        _ => false,
    };

    private static bool IsPlainText(BoundEndpoint text) =>
        text.Choice("encoding") is null or "utf-8" && text.Find(DateFormats.Option) is null && !Zstandard.IsRead(text);

    private static bool IsPlainTopic(BoundEndpoint topic) =>
        topic.Options.All(o => o.Name is not ("create" or "partitions" or "compression"))
        && topic.Choice("format") is null or "json" && topic.Choice("envelope") is null or "none"
        && topic.Connection is { Options: [{ Name: "brokers", Value: TextListOption }] };

    private static bool IsPlain(FlowType type) => type is not (ListType or RowType or MapType or IntervalType);
}
