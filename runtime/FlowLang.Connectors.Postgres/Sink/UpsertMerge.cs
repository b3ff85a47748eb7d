using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Merges staged rows by key. Rows that would not change are not touched, so loading the same rows twice changes nothing, not even on disk.
/// </summary>
internal sealed class UpsertMerge(PostgresSession session, TableName table, StagedRows staged, TableFeed feed)
{
    private readonly ImmutableArray<string> _columns = [.. feed.Columns.Select(c => Sql.Name(c.Name))];
    private readonly ImmutableArray<string> _keys = [.. feed.Columns.Where(c => c.IsKey).Select(c => Sql.Name(c.Name))];

    public async Task MergeAsync(CancellationToken cancel)
    {
        await session.ExecuteAsync("SET LOCAL work_mem = '256MB'", cancel);
        await RequireDistinctKeysAsync(cancel);
        string list = string.Join(", ", _columns);

        string conflict = await LockEmptyAsync(cancel) ? "" : $" ON CONFLICT ({string.Join(", ", _keys)}) {Update()}";
        await session.ExecuteAsync($"INSERT INTO {table.Quoted} AS t ({list}) SELECT {list} FROM {staged.Table}{conflict}", cancel);
    }

    /// <summary>
    /// True when the table is empty and, from now on, only this transaction writes to it: rows then go in without a look at conflicts,
    /// which is
    /// cheaper. Readers don't wait.
    /// </summary>
    private async Task<bool> LockEmptyAsync(CancellationToken cancel)
    {
        string any = $"SELECT 1 FROM {table.Quoted} LIMIT 1";
        if (await session.ScalarAsync(any, cancel) is not null)
        {
            return false;
        }

        await session.ExecuteAsync($"LOCK TABLE {table.Quoted} IN SHARE ROW EXCLUSIVE MODE", cancel);
        return await session.ScalarAsync(any, cancel) is null;
    }

    private string Update()
    {
        ImmutableArray<string> values = _columns.RemoveRange(_keys);
        return values.IsEmpty
            ? "DO NOTHING"
            : $"DO UPDATE SET {string.Join(", ", values.Select(c => $"{c} = EXCLUDED.{c}"))} "
                + $"WHERE ({string.Join(", ", values.Select(c => $"t.{c}"))}) IS DISTINCT FROM "
                    + $"({string.Join(", ", values.Select(c => $"EXCLUDED.{c}"))})";
    }

    private async Task RequireDistinctKeysAsync(CancellationToken cancel)
    {
        // Of one column the server counts distinct values in a quarter of the time; of several it sorts faster than it hashes groups of
        // one.
        if (_keys is [var key]
            && await session.ScalarAsync($"SELECT count(*) = count(DISTINCT {key}) FROM {staged.Table}", cancel) is true)
        {
            return;
        }

        string keys = string.Join(", ", _keys);
        await session.ExecuteAsync("SET LOCAL enable_hashagg = off", cancel);
        string texts = string.Join(", ", _keys.Select(k => $"{k}::text"));
        var repeated = await session.RowsAsync(
            $"SELECT count(*), {texts} FROM {staged.Table} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1", cancel);
        await session.ExecuteAsync("SET LOCAL enable_hashagg TO DEFAULT", cancel);
        if (repeated is [var row])
        {
            PipelineDefinition pipeline = feed.Run.Pipeline;
            string told = string.Join(", ", feed.Columns.Where(c => c.IsKey).Select((c, i) => $"{c.Name} = {row[i + 1] ?? "null"}"));
            throw new FlowException(new FlowError(
                "RT6013",
                $"several rows of the write to {table} have the same key",
                $"{row[0]} rows have {told}",
                "nothing was committed; take one of them with `dedupe by … keep latest|earliest …` before the write",
                pipeline.File,
                pipeline.Line));
        }
    }
}
