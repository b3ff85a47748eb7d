using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Postgres;

/// <summary>Rows of the embedded engine by binary COPY.</summary>
internal sealed class CopyFeed(SinkInput input) : TableFeed(input.Run, input.Columns)
{
    public override async Task<long> FillAsync(PostgresSession session, string table, bool isFresh, CancellationToken cancel)
    {
        long before = await StoredRows.OfAsync(session, table, 0, cancel);
        string columns = string.Join(", ", Columns.Select(c => Sql.Name(c.Name)));
        string copy = $"COPY {table} ({columns}) FROM STDIN (FORMAT binary{(isFresh ? ", FREEZE" : "")})";
        long sent = await SendAsync(session, copy, cancel);
        return await StoredRows.OfAsync(session, table, sent + before, cancel) - before;
    }

    public override async Task<StagedRows> StageAsync(PostgresTransaction transaction, CancellationToken cancel)
    {
        StagingArea staging = await transaction.StagingAsync(cancel);
        return await staging.StageAsync(Columns, (session, copy) => SendAsync(session, copy, cancel), cancel);
    }

    private async Task<long> SendAsync(PostgresSession session, string copy, CancellationToken cancel)
    {
        await using DuckDbChunkStream rows = await input.OpenStreamAsync(cancel);
        return await CopyWriter.WriteAsync(session, copy, new CopyEncoder(CopyField.Of(Columns)), rows, cancel);
    }
}
