using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Merges staged rows into the versions of their keys. Versions that stay as they are are not touched, so loading the same rows of the same
/// time twice changes nothing.
/// </summary>
internal sealed class HistoryMerge(PostgresSession session, TableName table, HistorySql sql)
{
    public async Task MergeAsync(CancellationToken cancel)
    {
        await session.ExecuteAsync("SET LOCAL work_mem = '256MB'", cancel);
        await RequireOneRowATimeAsync(cancel);
        await session.ExecuteAsync(sql.Lock, cancel);
        await session.ExecuteAsync($"{sql.CreateTouched}; ANALYZE {sql.Touched}", cancel);
        DateTimeOffset? next = await RunLedger.NextIntervalAsync(session, sql.Feed.Run, cancel);
        await session.ExecuteAsync($"{sql.CreateVersions(next)}; ANALYZE {sql.Versions}", cancel);
        foreach (string statement in (IEnumerable<string>)[sql.Delete, .. sql.Updates, sql.Insert])
        {
            await session.ExecuteAsync(statement, cancel);
        }
    }

    private async Task RequireOneRowATimeAsync(CancellationToken cancel)
    {
        var repeated = await session.RowsAsync(sql.Repeated, cancel);
        if (repeated is [var row])
        {
            PipelineDefinition pipeline = sql.Feed.Run.Pipeline;
            string key = string.Join(", ", sql.Feed.Columns.Where(c => c.IsKey).Select((c, i) => $"{c.Name} = {row[i + 1] ?? "null"}"));
            throw new FlowException(new FlowError(
                "RT7010",
                $"several rows of the write to {table} say what one key is from one time on",
                $"{row[0]} rows have {key} and the time {row[^1]}",
                "nothing was committed; take one of them with `dedupe by …`, or name the column that tells their order: `changed_at: …`",
                pipeline.File,
                pipeline.Line));
        }
    }
}
