using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>How the columns of a SELECT, described by the engine, differ from those wanted; one line each, none where they are the
    /// same, in whatever order.</summary>
    public async Task<ImmutableArray<string>> SqlDifferencesAsync(
        string sql, ImmutableArray<Column> columns, CancellationToken cancel) =>
        OwnSqlColumns.Differences(await DescribeAsync(sql, cancel), columns, Same, DuckDbTypes.Name);

    /// <summary>Before rows move, the engine confirms what SQL of the program's own gives.</summary>
    /// <param name="sql">The text over empty inputs.</param>
    /// <param name="columns">What it has to give.</param>
    /// <param name="file">Where it stands in the program.</param>
    /// <param name="line">Where it stands in the program.</param>
    /// <param name="cancel">Ends it.</param>
    public Task VerifySqlAsync(string sql, ImmutableArray<Column> columns, string file, int line, CancellationToken cancel) =>
        OwnSqlColumns.VerifyAsync(() => SqlDifferencesAsync(sql, columns, cancel), file, line);
}
