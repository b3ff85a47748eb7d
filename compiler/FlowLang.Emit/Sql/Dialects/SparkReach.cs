using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// What Spark reads and writes itself. Lines of CSV and JSON are taken apart in SQL, which has no form for other encodings and time
/// formats; its writer of CSV and JSON has other texts for values; its JDBC has no form for nested values.
/// </summary>
internal static class SparkReach
{
    private const string Reached = "Parquet files, tables and queries of `postgres` connections with columns that "
        + "are not nested, and reads CSV and JSON lines in UTF-8 (plain or gzip, without `date_format`)";

    public static string? Of(BoundEndpoint endpoint, RowType? row, bool isRead)
    {
        bool reaches = (endpoint.Connector.Name, endpoint.Descriptor.Name) switch
        {
            ("files", "parquet") => true,
            ("files", "csv" or "json" or "jsonl") => isRead && IsPlainText(endpoint),
            ("postgres", "table" or "query") => row is null || row.Fields.All(f => IsPlain(f.Type.Type)),
            _ => false,
        };
        return reaches ? null : Reached;
    }

    private static bool IsPlainText(BoundEndpoint text) =>
        text.Choice("encoding") is null or "utf-8" && text.Find(DateFormats.Option) is null && !Zstandard.IsRead(text);

    private static bool IsPlain(FlowType type) => type is not (ListType or RowType or MapType or IntervalType);
}
