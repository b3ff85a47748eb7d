using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

public sealed partial class SparkBatch
{
    private readonly HashSet<BatchSink> _checked = [];

    /// <summary>Reaches a sink and compares its live schema, once a run and before the first row moves.</summary>
    public async Task CheckAsync(BatchSink sink, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (_checked.Add(sink))
        {
            string plan = await sink.CheckAsync(Run, columns, cancel);
            if (Run.DryRun)
            {
                Run.Log.Info($"would write {sink.Name}: {plan}");
            }
        }
    }

    /// <summary>Evaluates a write's query once and lets Spark bring its rows to the sinks, ready to be committed by the run.</summary>
    public async Task WriteAsync(WriteRequest write, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        await CheckAsync(write.Sink, write.Columns, cancel);
        await VerifyColumnsAsync(write.Relation, write.Sql, write.Columns, cancel);
        if (Run.DryRun)
        {
            return;
        }

        using StepClock clock = Run.Begin("write", write.Sink.Name);
        long started = Run.Settings.Time.GetTimestamp();
        SplitRelation split = await SplitRelation.CreateAsync(this, write.Relation, write.Sql, write.Columns, write.Sites, cancel);
        string list = string.Join(", ", write.Columns.Select(c => SparkTypes.Name(c.Name)).Append(SplitRelation.Ordinal));
        string where = write.Sites.IsEmpty ? "" : $" WHERE {FlagColumns.Site} IS NULL";
        string kept = $"SELECT {list} FROM {SparkTypes.Name(split.View)}{where}";
        SparkRowSet rows = new(kept, write.Columns, split.Account.Kept) { IsOrdered = write.IsOrdered };
        PreparedWrite written = await SinkLoads.LoadAsync(this, write.Sink, rows, cancel);
        PreparedWrite? rejects = written.AlreadyCommitted ? null : await RejectAsync(write.Rejects, split, cancel);
        RowAccount account = split.Account with
        {
            RowsFrom = SourceCount(write.RowsFrom),
            Acknowledged = written.Rows,
            AcknowledgedRejects = rejects?.Rows,
        };
        if (!written.AlreadyCommitted)
        {
            account.Check(write.Relation);
        }

        Run.Report.Add(new WriteReport(
            write.Relation, write.Sink.Name, account.Read, written.Rows, account.Rejected, account.Filtered, account.Steps,
            Run.Settings.Time.GetElapsedTime(started))
        { AlreadyCommitted = written.AlreadyCommitted });
        await split.ReleaseAsync(this, cancel);
    }
}
