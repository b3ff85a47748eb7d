// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `replace_them` of main.flow:10:1.</summary>
internal sealed class ReplaceThemPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("replace_them", "main.flow", 10);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = DuckDbSession.ForPassing(run);

        // Every target is reached and compared before the first row moves.
#line (10,39)-(10,60) "main.flow"
        BatchSink busySink = connections.Pg.Table("mart.busy", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(busySink, [new("zone_id", ColumnType.Int32), new("n", ColumnType.Int64)], cancel);

#line (4,8)-(4,12) "main.flow"
        await duck.ReadAsync(Sources.Busy(connections, new(["zone_id", "n"]) { Passes = true }), "busy", cancel);
#line default

        // busy: passed through as binary, from server to server.
#line (10,25)-(10,78) "main.flow"
        await duck.PassAsync("busy", "busy", busySink, [new("zone_id", ColumnType.Int32), new("n", ColumnType.Int64)], cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
