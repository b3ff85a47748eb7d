// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:19:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 19);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (20,63)-(20,93) "main.flow"
        BatchSink rejects = new FileSink(connections.Lake, "out/rejects.jsonl", FileFormat.JsonLines, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);
#line (20,18)-(20,51) "main.flow"
        BatchSink cleanSink = new FileSink(connections.Lake, "out/clean.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(cleanSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2)), new("tip", ColumnType.Decimal(12, 2), Nullable: true)], cancel);

#line (4,8)-(4,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (5,8)-(5,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
#line default

        // zones_2: computed once, kept and rejected rows split.
#line (5,8)-(5,13) "main.flow"
        await duck.StageAsync(new Stage("zones_2")
        {
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
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "zones_zones_sites"
                )
                SELECT
                  "zone_id",
                  "borough",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
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
                new(1, FailureAction.Fail, "zones: read", "the record can't be read", "main.flow", 5, 8),
                new(2, FailureAction.Fail, "zones: read", "`zone_id` is missing", "main.flow", 5, 8),
                new(3, FailureAction.Fail, "zones: read", "`zone_id` is not an int32", "main.flow", 5, 8),
                new(4, FailureAction.Fail, "zones: read", "`borough` is missing", "main.flow", 5, 8),
            ],
        }, cancel);
#line default

        // clean: computed once, kept and rejected rows split.
#line (14,3)-(14,48) "main.flow"
        await duck.StageAsync(new Stage("clean")
        {
            Sql = """
                WITH "clean_trips_values" AS (
                  SELECT
                    *,
                    flow_read_int64("trip_id") AS "__1",
                    flow_read_int32("zone_id") AS "__2",
                    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__3",
                    TRY_CAST(flow_plain_decimal("tip") AS DECIMAL(12, 2)) AS "__4"
                  FROM "trips"
                ),
                "clean_trips_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("zone_id" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN ("__3" IS NULL) AND ("fare" IS NULL) THEN 6
                      WHEN "__3" IS NULL THEN 7
                      WHEN ("__4" IS NULL) AND ("tip" IS NOT NULL) THEN 8
                    END AS "__at"
                  FROM "clean_trips_values"
                ),
                "clean_trips" AS (
                  SELECT
                    "__1" AS "trip_id",
                    "__2" AS "zone_id",
                    "__3" AS "fare",
                    "__4" AS "tip",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 8 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"tip":', coalesce(CAST(to_json("tip") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "clean_trips_sites"
                ),
                "clean_where" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "fare",
                    "tip",
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce("fare" > CAST('0.00' AS DECIMAL(12, 2)), false) THEN 9
                    END AS "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "clean_trips"
                ),
                "clean_expect_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce(("tip" IS NULL) OR ("tip" >= CAST('0.00' AS DECIMAL(12, 2))), false) THEN 10
                    END AS "__at"
                  FROM "clean_where"
                ),
                "clean_expect" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "fare",
                    "tip",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 10 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), '}')
                      ELSE "__input"
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "clean_expect_sites"
                ),
                "clean_expect_sites_2" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce("fare" < CAST('1000.00' AS DECIMAL(12, 2)), false) THEN 11
                    END AS "__at"
                  FROM "clean_expect"
                ),
                "clean_expect_2" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "fare",
                    "tip",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 11 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), '}')
                      ELSE "__input"
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "clean_expect_sites_2"
                )
                SELECT
                  "trip_id",
                  "zone_id",
                  "fare",
                  "tip",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
                FROM "clean_expect_2"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2), Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Fail, "trips: read", "the record can't be read", "main.flow", 4, 8),
                new(2, FailureAction.Fail, "trips: read", "`trip_id` is missing", "main.flow", 4, 8),
                new(3, FailureAction.Fail, "trips: read", "`trip_id` is not an int64", "main.flow", 4, 8),
                new(4, FailureAction.Fail, "trips: read", "`zone_id` is missing", "main.flow", 4, 8),
                new(5, FailureAction.Fail, "trips: read", "`zone_id` is not an int32", "main.flow", 4, 8),
                new(6, FailureAction.Fail, "trips: read", "`fare` is missing", "main.flow", 4, 8),
                new(7, FailureAction.Fail, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 4, 8),
                new(8, FailureAction.Fail, "trips: read", "`tip` is not a decimal(12, 2)", "main.flow", 4, 8),
                new(9, FailureAction.Filter, "clean: where", "not fare > 0", "main.flow", 9, 5),
                new(10, FailureAction.Reject, "clean: expect", "tip is not negative", "main.flow", 13, 3),
                new(11, FailureAction.Fail, "clean: expect", "fare is sane", "main.flow", 14, 3),
            ],
            Rejects = rejects,
            Expectations =
            [
                new("unique(trip_id)", Severity.Fail, """
                    WITH "__groups" AS (
                      SELECT "trip_id", count(*) AS "__rows"
                      FROM "clean"
                      GROUP BY 1
                    )
                    SELECT
                      count(*) AS "violations",
                      min(concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), '}')) AS "sample"
                    FROM "__groups"
                    WHERE "__rows" > 1
                    """, "main.flow", 12),
                new("references(zone_id, zones.zone_id)", Severity.Warn, """
                    SELECT
                      count(*) AS "violations",
                      min(concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), '}')) AS "sample"
                    FROM "clean" AS l ANTI JOIN "zones_2" AS r ON l."zone_id" = r."zone_id"
                    WHERE l."zone_id" IS NOT NULL
                    """, "main.flow", 15),
                new("volume(min: 1, max: 1000)", Severity.Fail, """
                    SELECT
                      CAST(CASE WHEN (count(*) < 1) OR (count(*) > 1000) THEN 1 ELSE 0 END AS BIGINT) AS "violations",
                      CASE WHEN (count(*) < 1) OR (count(*) > 1000) THEN (count(*) || ' rows') END AS "sample"
                    FROM "clean"
                    """, "main.flow", 16),
            ],
        }, cancel);
#line default

#line (20,3)-(20,95) "main.flow"
        await duck.WriteAsync(new WriteRequest("clean")
        {
            Sink = cleanSink,
            Sql = """
                SELECT "trip_id", "zone_id", "fare", "tip"
                FROM "clean"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2), Nullable: true),
            ],
            RowsFrom = "clean",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
