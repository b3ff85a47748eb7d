using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// What Spark reads and writes itself. Its readers of CSV and JSON take other records for good than the embedded engine's, and know no
/// record's number; its JDBC has no form for nested values.
/// </summary>
internal static class SparkReach
{
    private const string Reached = "Parquet files, and tables and queries of `postgres` connections with columns that are not nested,";

    public static string? Of(BoundEndpoint endpoint, RowType? row, bool isRead)
    {
        bool reaches = (endpoint.Connector.Name, endpoint.Descriptor.Name) switch
        {
            ("files", "parquet") => isRead || endpoint.Choice("mode") is not "append",
            ("postgres", "table" or "query") => row is null || row.Fields.All(f => IsPlain(f.Type.Type)),
            _ => false,
        };
        return reaches ? null : Reached;
    }

    private static bool IsPlain(FlowType type) => type is not (ListType or RowType or MapType or IntervalType);
}
