// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `lookup` of main.flow:18:1.</summary>
internal sealed class LookupPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("lookup", "main.flow", 18);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (18,34)-(18,55) "main.flow"
        BatchSink zonesSink = connections.Pg.Table("raw.zones", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(zonesSink, [new("zone_id", ColumnType.Int32, IsKey: true), new("borough", ColumnType.Text)], cancel);

#line (9,8)-(9,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
#line default

        // The same files would make the same rows again.
        if (await duck.IsLoadedAsync(CommitRecords, cancel))
        {
            await run.CommitAsync(cancel);
            return;
        }

#line (18,19)-(18,73) "main.flow"
        await duck.WriteAsync(new WriteRequest("zones")
        {
            Sink = zonesSink,
            Sql = """
                WITH "zones_zones_values" AS (
                  SELECT *, flow_read_int32("zone_id") AS "__1"
                  FROM "zones"
                ),
                "zones_zones_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN "borough" IS NULL THEN 4
                    END AS "__at"
                  FROM "zones_zones_values"
                ),
                "zones_zones" AS (
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
                  FROM "zones_zones_sites"
                )
                SELECT "zone_id", "borough", "__site", "__input", "__file", "__row"
                FROM "zones_zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("borough", ColumnType.Text),
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
