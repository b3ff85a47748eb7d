using System.Text.RegularExpressions;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>The few SQL forms of the tables' cells as PostgreSQL writes them: lists, maps and structs in braces, intervals.</summary>
internal static partial class PostgresCell
{
    public static string Of(string sql) => sql switch
    {
        ['[', .. var items, ']'] => $"ARRAY[{items}]",
        _ when sql.StartsWith("MAP ", StringComparison.Ordinal) => Document(sql["MAP ".Length..]),
        ['{', ..] => Document(sql),
        _ => Interval().Replace(sql, "INTERVAL '$1'"),
    };

    private static string Document(string sql) => $"'{sql.Replace('\'', '"')}'";

    [GeneratedRegex(@"INTERVAL (\d+ \w+)")]
    private static partial Regex Interval();
}
