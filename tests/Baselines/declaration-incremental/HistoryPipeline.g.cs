// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `history` of main.flow:12:1.</summary>
internal sealed class HistoryPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("history", "main.flow", 12)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Lookback = 3 },
        InOrder = "`customers`: versions are made in the order of the intervals",
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);

        // Every target is reached and compared before the first row moves.
#line (13,22)-(13,47) "main.flow"
        BatchSink customersSink = connections.Pg.Table("dim.customers", new TableOptions { Mode = WriteMode.Scd2, History = new HistoryOptions { ChangedAt = "changed", Tracked = ["name", "city"], ValidFrom = "since", ValidTo = "until", IsCurrent = "holds", ClosesDeleted = true } });
#line default
        await duck.CheckAsync(customersSink, [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text), new("city", ColumnType.Text, Nullable: true), new("changed", ColumnType.DateTime), new("day", ColumnType.Date)], cancel);

#line (6,8)-(6,17) "main.flow"
        await duck.ReadAsync(Sources.Customers(connections, new(["id", "name", "city", "changed", "day"]) { Filters = [new("(\"day\" >= CAST(timezone('UTC', CAST(current_setting('flow.interval_start') AS timestamptz)) AS date))"), new("(\"day\" < CAST(timezone('UTC', CAST(current_setting('flow.interval_end') AS timestamptz)) AS date))")], Passes = true }), "customers", cancel);
#line default

        // customers: passed through as binary, from server to server.
#line (13,3)-(15,4) "main.flow"
        await duck.PassAsync("customers", "customers", customersSink, [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text), new("city", ColumnType.Text, Nullable: true), new("changed", ColumnType.DateTime), new("day", ColumnType.Date)], cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
