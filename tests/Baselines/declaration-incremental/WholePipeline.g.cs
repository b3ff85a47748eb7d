// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `whole` of main.flow:19:1.</summary>
internal sealed class WholePipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("whole", "main.flow", 19);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);

        // Every target is reached and compared before the first row moves.
#line (19,33)-(19,54) "main.flow"
        BatchSink zonesSink = connections.Pg.Table("dim.zones", new TableOptions { Mode = WriteMode.Scd2, History = new HistoryOptions { Tracked = ["borough"], ValidFrom = "valid_from", ValidTo = "valid_to", IsCurrent = "is_current" } });
#line default
        await duck.CheckAsync(zonesSink, [new("id", ColumnType.Int64, IsKey: true), new("borough", ColumnType.Text)], cancel);

#line (8,8)-(8,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, new(["id", "borough"]) { Passes = true }), "zones", cancel);
#line default

        // zones: passed through as binary, from server to server.
#line (19,18)-(19,69) "main.flow"
        await duck.PassAsync("zones", "zones", zonesSink, [new("id", ColumnType.Int64, IsKey: true), new("borough", ColumnType.Text)], cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
