using System.Collections.Immutable;
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
        GuardAsync("description of SQL of the program's own", async () =>
        {
            ImmutableArray<string> differences;
            try
            {
                differences = await OwnSql.DifferencesAsync(Session, sql, columns, cancel);
            }
            catch (FlowException e) when (e.Error.Code == OwnSql.Refused)
            {
                throw new FlowException(OwnSql.Wrong(Session, e.Error.Why ?? e.Error.Message, file, line), e);
            }

            if (!differences.IsEmpty)
            {
                throw new FlowException(OwnSql.Wrong(Session, string.Join("; ", differences), file, line));
            }
        }, cancel);
}
