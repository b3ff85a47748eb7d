// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `groups` of main.flow:23:1.</summary>
internal sealed class GroupsPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("groups", "main.flow", 23);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (23,38)-(23,62) "main.flow"
        BatchSink byZoneSink = connections.Pg.Table("mart.by_zone", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(byZoneSink, [new("zone_id", ColumnType.Int32, IsKey: true), new("n", ColumnType.Int64)], cancel);

#line (6,8)-(6,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, new(["zone_id", "zone", "fare"]) { Filters = [new("(\"fare\" > CAST('0.00' AS numeric(12, 2)))"), new("(\"zone_id\" IN (1, 2, 3))")] }), "trips", cancel);
#line default

#line (23,21)-(23,80) "main.flow"
        await duck.WriteAsync(new WriteRequest("by_zone")
        {
            Sink = byZoneSink,
            Sql = """
                WITH "by_zone_trips" AS (
                  SELECT "zone_id", "zone"
                  FROM "trips"
                ),
                "by_zone" AS (
                  SELECT "zone_id", count(*) AS "n"
                  FROM "by_zone_trips"
                  WHERE length("zone") > 3
                  GROUP BY 1
                )
                SELECT "zone_id", "n"
                FROM "by_zone"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("n", ColumnType.Int64),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
