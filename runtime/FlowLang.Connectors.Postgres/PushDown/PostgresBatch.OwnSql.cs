using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

public sealed partial class PostgresBatch
{
    /// <summary>Before rows move, the server confirms what SQL of the program's own gives.</summary>
    /// <param name="sql">The text over empty inputs.</param>
    /// <param name="columns">What it has to give.</param>
    /// <param name="file">Where it stands in the program.</param>
    /// <param name="line">Where it stands in the program.</param>
    /// <param name="cancel">Ends it.</param>
    public Task VerifySqlAsync(string sql, ImmutableArray<Column> columns, string file, int line, CancellationToken cancel) =>
        GuardAsync(
            "description of SQL of the program's own",
            () => OwnSqlColumns.VerifyAsync(
                () => OwnSql.DifferencesAsync(Session, sql, columns, cancel), e => e.Code == OwnSql.Refused,
                why => OwnSql.Wrong(Session, why, file, line)),
            cancel);
}
