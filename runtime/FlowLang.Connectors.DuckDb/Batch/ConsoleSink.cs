using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// Shows a relation to whoever runs the program, when the run has committed: a table on a terminal, aligned text in a pipe, JSON lines with
/// <c>--log json</c>. Of more than <paramref name="limit"/> rows the first are shown and the rest counted.
/// </summary>
public sealed class ConsoleSink(string title, int limit = 1000) : BatchSink
{
    /// <summary>How many rows are shown at most.</summary>
    internal int Limit => limit;

    public override string Name => "console";

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        Task.FromResult("shows it on the screen");

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        string relation = await input.RelationAsync(repeatable: true, cancel);
        var count = await input.Session.RowsAsync($"SELECT count(*) FROM ({relation})", title, cancel);
        return await ShowAsync(input.Session, relation, input.Columns, (long)(count[0][0] ?? 0L), cancel);
    }

    /// <summary>Shows the first rows of a relation when the run has committed.</summary>
    /// <param name="total">How many rows there are; the relation may have the first ones only.</param>
    internal async Task<PreparedWrite> ShowAsync(
        DuckDbSession session, string relation, ImmutableArray<Column> columns, long total, CancellationToken cancel)
    {
        var cells = await session.PrintedAsync(relation, columns, limit, title, cancel);
        session.Run.Enlist(this, () => new Shown(session.Run.Log)).Tables.Add(new RowTable(title, columns, cells, total));
        return new PreparedWrite(total);
    }

    private sealed class Shown(RunLog log) : RunTransaction
    {
        public List<RowTable> Tables { get; } = [];

        public override int Order => FilesOrder + 1;

        public override string Target => "console";

        public override Task CommitAsync(RunTotals totals, CancellationToken cancel)
        {
            Tables.ForEach(log.Table);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
