using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>The rows of one write on their way into a table, once: copied from the embedded engine, or selected where they are.</summary>
internal abstract class TableFeed(BatchRun run, ImmutableArray<Column> columns)
{
    public BatchRun Run => run;

    public ImmutableArray<Column> Columns => columns;

    /// <summary>Fills a table of the run's transaction; gives the rows that the server stored.</summary>
    /// <param name="isFresh">The table is the transaction's own, and nobody else sees it.</param>
    public abstract Task<long> FillAsync(PostgresSession session, string table, bool isFresh, CancellationToken cancel);

    /// <summary>Puts the rows where a merge can read them.</summary>
    public abstract Task<StagedRows> StageAsync(PostgresTransaction transaction, CancellationToken cancel);
}
