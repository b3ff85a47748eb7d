// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `passes` of main.flow:21:1.</summary>
internal sealed class PassesPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("passes", "main.flow", 21);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);

        // Every target is reached and compared before the first row moves.
#line (21,35)-(21,56) "main.flow"
        BatchSink cashSink = connections.Pg.Table("mart.cash", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(cashSink, [new("fare", ColumnType.Decimal(12, 2)), new("id", ColumnType.Int64, IsKey: true), new("pickup", ColumnType.Instant)], cancel);

#line (6,8)-(6,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, new(["fare", "trip_id", "pickup"]) { Filters = [new("((\"fare\" >= CAST(current_setting('flow.param_least', true) AS numeric(12, 2))) AND ((\"zone\" COLLATE \"C\") <> ''))") { Step = "cash: where", Reason = "not fare >= least and zone != \"\"" }], Passes = true }), "trips", cancel);
#line default

        // cash: passed through as binary, from server to server.
#line (21,21)-(21,74) "main.flow"
        await duck.PassAsync("trips", "cash", cashSink, [new("fare", ColumnType.Decimal(12, 2)), new("id", ColumnType.Int64, IsKey: true), new("pickup", ColumnType.Instant)], cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
