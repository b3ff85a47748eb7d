using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>Leaves the rows in a table of the engine, so that a query is measured and no file format.</summary>
internal sealed class TableSink(string table) : BatchSink
{
    public override string Name => table;

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        Task.FromResult("creates it");

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        string rows = await input.RelationAsync(repeatable: false, cancel);
        await input.Session.ExecuteAsync($"CREATE TEMP TABLE {table} AS {rows}", cancel);
        var count = await input.Session.RowsAsync($"SELECT count(*) FROM {table}", table, cancel);
        return new PreparedWrite((long)(count[0][0] ?? 0L));
    }
}
