using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Brings the rows of one write to the server by its mode; what remains to be done at the commit is left with the
/// transaction.</summary>
internal sealed class TableLoad(PostgresTransaction transaction, PostgresSession session, TargetTable target, SinkInput input)
{
    public async Task<PreparedWrite> AppendAsync(CancellationToken cancel) => new(await CopyAsync(target.Name.Quoted, "", cancel));

    /// <summary>
    /// The new rows go into a new table that takes the old one's place at the commit, so readers see the old rows until then. Where
    /// something
    /// hangs on the old table that a new one could not take over (views, foreign keys, triggers …), the old one is emptied instead.
    /// </summary>
    public async Task<PreparedWrite> ReplaceAsync(bool isNew, CancellationToken cancel)
    {
        if (isNew)
        {
            return await AppendAsync(cancel);
        }

        LiveTable old = target.Live ?? throw new System.Diagnostics.UnreachableException();
        if (await TableSwap.CanReplaceAsync(session, old, cancel))
        {
            var swap = new TableSwap(session, old, new TableName(old.Name.Schema, $"flow_{input.Run.Id}_{++transaction.NextNumber}"));
            await swap.CreateAsync(cancel);
            long rows = await CopyAsync(swap.NewName.Quoted, ", FREEZE", cancel);
            await swap.IndexAsync(cancel);
            transaction.AddMerge(swap.SwapAsync);
            return new(rows);
        }

        await TableSwap.EmptyAsync(session, old, cancel);
        return await AppendAsync(cancel);
    }

    public async Task<PreparedWrite> UpsertAsync(CancellationToken cancel)
    {
        StagingArea staging = await transaction.StagingAsync(cancel);
        StagedRows staged = await staging.StageAsync(input, cancel);
        var merge = new UpsertMerge(session, target.Name, staged, input);
        transaction.AddMerge(merge.MergeAsync);
        return new(staged.Rows);
    }

    public async Task<PreparedWrite> ReplacePartitionAsync(ImmutableArray<string> columns, CancellationToken cancel)
    {
        StagingArea staging = await transaction.StagingAsync(cancel);
        StagedRows staged = await staging.StageAsync(input, cancel);
        ImmutableArray<Column> partition = [.. columns.Select(n => input.Columns.Single(c => c.Name == n))];
        var merge = new PartitionMerge(session, target.Name, staged, input, partition);
        await merge.CheckAsync(cancel);
        transaction.AddMerge(merge.MergeAsync);
        return new(staged.Rows);
    }

    private async Task<long> CopyAsync(string table, string options, CancellationToken cancel)
    {
        long before = await StoredRows.OfAsync(session, table, 0, cancel);
        await using DuckDbChunkStream rows = await input.OpenStreamAsync(cancel);
        string columns = string.Join(", ", input.Columns.Select(c => Sql.Name(c.Name)));
        string copy = $"COPY {table} ({columns}) FROM STDIN (FORMAT binary{options})";
        long sent = await CopyWriter.WriteAsync(session, copy, new CopyEncoder(CopyField.Of(input.Columns)), rows, cancel);
        return await StoredRows.OfAsync(session, table, sent + before, cancel) - before;
    }
}
