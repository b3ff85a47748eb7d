using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>SQL of the program's own, as the server describes it: it is prepared, and not run.</summary>
internal static class OwnSql
{
    /// <summary>The code of what <see cref="QueryReader"/> throws where the server does not take a text.</summary>
    public const string Refused = "RT6022";

    public static async Task<ImmutableArray<string>> DifferencesAsync(
        PostgresSession session, string sql, ImmutableArray<Column> columns, CancellationToken cancel) =>
        OwnSqlColumns.Differences(await QueryReader.DescribeAsync(session, sql, cancel), columns, IsSame, PostgresTypes.Name);

    /// <param name="session">Whose server says so.</param>
    /// <param name="why">How its columns differ, or what the server says of it.</param>
    /// <param name="file">Where it stands in the program.</param>
    /// <param name="line">Where it stands in the program.</param>
    public static FlowError Wrong(PostgresSession session, string why, string file, int line) => new(
        "RT6040", $"SQL of the program's own is not what the program was compiled for in {session.Target}", why,
        "correct the SQL or its declared columns, or the tables that it reads; nothing was computed", file, line)
    {
        Kind = ErrorKind.Schema,
    };

    // A varchar is a text, and documents are jsonb; a numeric has to say how wide it is.
    private static bool IsSame(LiveColumn live, Column column) => PostgresTypes.Name(column.Type) == live.NativeType
        || (PostgresTypes.Name(column.Type) != "jsonb" && column.Type.Equals(live.Type));
}
