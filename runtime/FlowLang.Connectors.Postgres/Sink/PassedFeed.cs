using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Rows of another table, passed on as they come.</summary>
internal sealed class PassedFeed(BatchRun run, PassedRows rows, string relation, ImmutableArray<Column> columns)
    : TableFeed(run, columns)
{
    public override async Task<long> FillAsync(PostgresSession session, string table, bool isFresh, CancellationToken cancel)
    {
        long before = await StoredRows.OfAsync(session, table, 0, cancel);
        string names = string.Join(", ", Columns.Select(c => Sql.Name(c.Name)));
        string copy = $"COPY {table} ({names}) FROM STDIN (FORMAT binary{(isFresh ? ", FREEZE" : "")})";
        long sent = await SendAsync(session, copy, cancel);
        return await StoredRows.OfAsync(session, table, sent + before, cancel) - before;
    }

    public override async Task<StagedRows> StageAsync(PostgresTransaction transaction, CancellationToken cancel)
    {
        StagingArea staging = await transaction.StagingAsync(cancel);
        return await staging.StageAsync(Columns, (session, copy) => SendAsync(session, copy, cancel), cancel);
    }

    private Task<long> SendAsync(PostgresSession session, string copy, CancellationToken cancel) =>
        new CopyPassage(rows, Run, relation).RunAsync(session, copy, cancel);
}
