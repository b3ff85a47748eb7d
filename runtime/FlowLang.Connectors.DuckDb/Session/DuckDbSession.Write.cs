using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    private readonly HashSet<BatchSink> _checked = [];

    /// <summary>
    /// Reaches a sink and compares its live schema, once a run. Generated code checks every sink before the first row moves; a write checks
    /// its own if that was not done.
    /// </summary>
    public async Task CheckAsync(BatchSink sink, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (Run.Preview is not null || !_checked.Add(sink))
        {
            return;
        }

        if (Run.Audit is { } audit)
        {
            await audit.CheckAsync($"sink {sink.Name}", () => sink.CheckAsync(Run, columns, cancel));
        }
        else
        {
            string plan = await sink.CheckAsync(Run, columns, cancel);
            if (Run.DryRun)
            {
                Run.Log.Info($"would write {sink.Name}: {plan}");
            }
        }
    }

    /// <summary>Evaluates a write's query once and brings its rows to the sinks, ready to be committed by the run.</summary>
    public async Task WriteAsync(WriteRequest write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        await CheckAsync(write.Sink, write.Columns, cancel);
        if (write.Rejects is not null)
        {
            await CheckAsync(write.Rejects, RejectColumns.All, cancel);
        }

        Run.Audit?.ThrowIfFailed();
        await VerifyColumnsAsync(write.Relation, write.Sql, write.Columns, cancel);
        if (Run.DryRun)
        {
            await PreviewAsync(write.Relation, KeptOf(write.Sql, write.Columns, write.Sites), write.Columns, cancel);
            return;
        }

        using StepClock clock = Run.Begin("write", write.Sink.Name);
        long started = Run.Settings.Time.GetTimestamp();
        ImmutableArray<StepCount> filtered = await CountAsync(write.Filters, write.Relation, cancel);
        using var input = new WriteInput(this, write);
        await using var progress = new ReadProgress(Run, write.Relation, _reads.Values);
        PreparedWrite written = await write.Sink.PrepareAsync(input, cancel);
        PreparedWrite? rejects = written.AlreadyCommitted ? null : await RejectAsync(write.Rejects, input.RejectsSql, cancel);
        RowAccount account =
            Whole(input.Account(written).With(filtered), write.RowsFrom) with { AcknowledgedRejects = rejects?.Rows };
        if (!written.AlreadyCommitted)
        {
            account.Check(write.Relation);
        }

        Run.Report.Add(new WriteReport(
            write.Relation, write.Sink.Name, account.Read, written.Rows, account.Rejected, account.Filtered, account.Steps,
            Run.Settings.Time.GetElapsedTime(started))
        { AlreadyCommitted = written.AlreadyCommitted });
    }

    /// <summary>Before rows move, the engine itself must confirm the columns that the compiler promised.</summary>
    private async Task VerifyColumnsAsync(string relation, string sql, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ImmutableArray<LiveColumn> live = await DescribeAsync(sql, cancel);
        var found = live.Where(c => !FlagColumns.IsFlag(c.Name)).Select(c => $"{c.Name} {c.NativeType}").ToList();
        var expected = columns.Select(c => $"{c.Name} {DuckDbTypes.Name(c.Type)}").ToList();
        if (found.Count != expected.Count
            || live.Take(columns.Length).Zip(columns).Any(p => p.First.Name != p.Second.Name || !Same(p.First, p.Second)))
        {
            throw new FlowException(
                EngineErrors.WrongColumns(relation, string.Join(", ", expected), string.Join(", ", found), Run.Pipeline));
        }
    }

    private static bool Same(LiveColumn live, Column column) =>
        OwnSqlColumns.IsSameName(live.NativeType, DuckDbTypes.Name(column.Type));
}
