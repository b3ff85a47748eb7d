// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `append_them` of main.flow:8:1.</summary>
internal sealed class AppendThemPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("append_them", "main.flow", 8);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);

        // Every target is reached and compared before the first row moves.
#line (8,41)-(8,66) "main.flow"
        BatchSink resultSink = connections.Pg.Table("mart.appended", new TableOptions { Mode = WriteMode.Append });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, new(["trip_id", "fare"]) { Filters = [new("(\"fare\" > CAST('0.00' AS numeric(12, 2)))") { Step = "result: where", Reason = "not fare > 0" }], Passes = true }), "trips", cancel);
#line default

        // result: passed through as binary, from server to server.
#line (8,25)-(8,83) "main.flow"
        await duck.PassAsync("trips", "result", resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
