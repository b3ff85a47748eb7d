using System.Globalization;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>What of a flagged query's rows an engine goes on with and what it shows, as a run splits them.</summary>
internal static class FlaggedRows
{
    /// <summary>The rows that a stage keeps.</summary>
    public static string Kept(EmittedQuery? query) => query switch
    {
        null => "",
        { Sites.IsEmpty: true } => query.Sql,
        _ => $"SELECT * FROM (\n{query.Sql}\n) AS flagged WHERE __site IS NULL",
    };

    /// <summary>All rows but those that `where` took out.</summary>
    public static string NotFiltered(EmittedQuery query)
    {
        string[] filters =
            [.. query.Sites.Where(s => s.Action == FailureAction.Filter).Select(s => s.Id.ToString(CultureInfo.InvariantCulture))];
        return filters.Length == 0
            ? query.Sql
            : $"SELECT * FROM (\n{query.Sql}\n) AS flagged WHERE __site IS NULL OR __site NOT IN ({string.Join(", ", filters)})";
    }

    /// <summary>What a run tells of a row that left.</summary>
    public static string[] Told(EmittedQuery query) =>
        query.Sites.IsEmpty ? [] : ["CAST(__site AS bigint)", "__input", "__file", "CAST(__row AS bigint)"];

    /// <summary>A row that left at the site.</summary>
    public static RejectedRow Reject(EmittedQuery query, long site, string? input, string? file, long? row)
    {
        FailureSite left = query.Sites.First(s => s.Id == site);
        return new RejectedRow(left.Step, left.Reason, input, file, row);
    }

    /// <summary>Whether a row was rejected or failed.</summary>
    public static string Failed(EmittedQuery query) => query.Sites.IsEmpty ? "false" : "__site IS NOT NULL";
}
