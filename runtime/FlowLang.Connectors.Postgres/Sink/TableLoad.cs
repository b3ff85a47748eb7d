using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>Brings the rows of one write to the server by its mode; what remains to be done at the commit is left with the
/// transaction.</summary>
internal sealed class TableLoad(PostgresTransaction transaction, PostgresSession session, TargetTable target, TableFeed feed)
{
    public async Task<PreparedWrite> AppendAsync(CancellationToken cancel) =>
        new(await feed.FillAsync(session, target.Name.Quoted, isFresh: false, cancel));

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
            var swap = new TableSwap(session, old, new TableName(old.Name.Schema, $"flow_{feed.Run.Id}_{++transaction.NextNumber}"));
            await swap.CreateAsync(cancel);
            long rows = await feed.FillAsync(session, swap.NewName.Quoted, isFresh: true, cancel);
            await swap.IndexAsync(cancel);
            transaction.AddMerge(swap.SwapAsync);
            return new(rows);
        }

        await TableSwap.EmptyAsync(session, old, cancel);
        return await AppendAsync(cancel);
    }

    public async Task<PreparedWrite> UpsertAsync(CancellationToken cancel)
    {
        StagedRows staged = await feed.StageAsync(transaction, cancel);
        var merge = new UpsertMerge(session, target.Name, staged, feed);
        transaction.AddMerge(merge.MergeAsync);
        return new(staged.Rows);
    }

    public async Task<PreparedWrite> KeepHistoryAsync(HistoryOptions options, CancellationToken cancel)
    {
        StagedRows staged = await feed.StageAsync(transaction, cancel);
        var merge = new HistoryMerge(session, target.Name, new HistorySql(target.Name, staged, feed, options, ++transaction.NextNumber));
        transaction.AddMerge(merge.MergeAsync);
        return new(staged.Rows);
    }

    public async Task<PreparedWrite> ReplacePartitionAsync(ImmutableArray<string> columns, CancellationToken cancel)
    {
        StagedRows staged = await feed.StageAsync(transaction, cancel);
        ImmutableArray<Column> partition = [.. columns.Select(n => feed.Columns.Single(c => c.Name == n))];
        var merge = new PartitionMerge(session, target.Name, staged, feed, partition);
        await merge.CheckAsync(cancel);
        transaction.AddMerge(merge.MergeAsync);
        return new(staged.Rows);
    }
}
