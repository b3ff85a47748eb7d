// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `reads` of main.flow:24:1.</summary>
internal sealed class ReadsPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("reads", "main.flow", 24);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (24,36)-(24,58) "main.flow"
        BatchSink twiceSink = connections.Pg.Table("mart.twice", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(twiceSink, [new("zone_id", ColumnType.Int32)], cancel);

#line (7,8)-(7,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, new(["zone_id"])), "zones", cancel);
#line default

#line (24,21)-(24,76) "main.flow"
        await duck.WriteAsync(new WriteRequest("twice")
        {
            Sink = twiceSink,
            Sql = """
                WITH "twice_zones" AS (
                  SELECT "zone_id"
                  FROM "zones"
                ),
                "twice_where" AS (
                  SELECT *
                  FROM "twice_zones"
                  WHERE "zone_id" > 1
                ),
                "twice_zones_2" AS (
                  SELECT "zone_id"
                  FROM "zones"
                )
                SELECT l."zone_id"
                FROM "twice_where" AS l JOIN "twice_zones_2" AS r ON l."zone_id" = r."zone_id"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
