// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `stamped` of main.flow:21:1.</summary>
internal sealed class StampedPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("stamped", "main.flow", 21);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (21,62)-(21,85) "main.flow"
        BatchSink querySink = connections.Pg.Table("raw.stamped", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(querySink, [new("zone_id", ColumnType.Int32, IsKey: true), new("borough", ColumnType.Text), new("at", ColumnType.Instant)], cancel);

#line (9,8)-(9,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
#line default

#line (21,20)-(21,103) "main.flow"
        await duck.WriteAsync(new WriteRequest("query")
        {
            Sink = querySink,
            Sql = """
                WITH "query_zones_values" AS (
                  SELECT *, flow_read_int32("zone_id") AS "__1"
                  FROM "zones"
                ),
                "query_zones_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN "borough" IS NULL THEN 4
                    END AS "__at"
                  FROM "query_zones_values"
                ),
                "query_zones" AS (
                  SELECT
                    "__1" AS "zone_id",
                    "borough",
                    "__file" AS "source_file",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "query_zones_sites"
                )
                SELECT "zone_id", "borough", getvariable('now') AS "at", "__site", "__input", "__file", "__row"
                FROM "query_zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("borough", ColumnType.Text),
                new("at", ColumnType.Instant),
            ],
            RowsFrom = "zones",
            Sites =
            [
                new(1, FailureAction.Fail, "zones: read", "the record can't be read", "main.flow", 9, 8),
                new(2, FailureAction.Fail, "zones: read", "`zone_id` is missing", "main.flow", 9, 8),
                new(3, FailureAction.Fail, "zones: read", "`zone_id` is not an int32", "main.flow", 9, 8),
                new(4, FailureAction.Fail, "zones: read", "`borough` is missing", "main.flow", 9, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
