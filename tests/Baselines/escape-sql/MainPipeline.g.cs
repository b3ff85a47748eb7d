// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:16:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 16);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (17,19)-(17,45) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("zone_id", ColumnType.Int32), new("score", ColumnType.Float64)], cancel);

        // The program's own SQL: the engine itself says what it gives.
#line (9,44)-(13,45) "main.flow"
        await duck.VerifySqlAsync(
            """
            WITH "trips" AS (
              SELECT
                CAST(NULL AS INTEGER) AS "zone_id",
                CAST(NULL AS BIGINT) AS "minutes",
                CAST(NULL AS DECIMAL(12, 2)) AS "fare"
              WHERE false
            ),
            "z" AS (
              SELECT CAST(NULL AS INTEGER) AS "zone_id", CAST(NULL AS VARCHAR) AS "borough"
              WHERE false
            ),
            "__sql" AS (
            select zone_id, regr_slope(fare, minutes) as score
                from trips join z using (zone_id)
                group by zone_id -- one a zone
            )
            SELECT *
            FROM "__sql"
            """, [new("zone_id", ColumnType.Int32, Nullable: true), new("score", ColumnType.Float64, Nullable: true)], "main.flow", 9, cancel);
#line default

#line (4,8)-(4,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (5,8)-(5,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: true), "zones", cancel);
#line default

#line (17,3)-(17,45) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "zone_id", "minutes", "fare"
                  FROM "trips"
                ),
                "__result_trips" AS (
                  SELECT "zone_id", "minutes", "fare"
                  FROM "result_trips"
                ),
                "result_zones" AS (
                  SELECT "zone_id", "borough"
                  FROM "zones"
                ),
                "result_where" AS (
                  SELECT *
                  FROM "result_zones"
                  WHERE "borough" <> 'Unknown'
                ),
                "__result_z" AS (
                  SELECT "zone_id", "borough"
                  FROM "result_where"
                ),
                "result_sql" AS (
                  WITH "trips" AS (
                    SELECT *
                    FROM "__result_trips"
                  ),
                  "z" AS (
                    SELECT *
                    FROM "__result_z"
                  ),
                  "__sql" AS (
                select zone_id, regr_slope(fare, minutes) as score
                    from trips join z using (zone_id)
                    group by zone_id -- one a zone
                  )
                  SELECT "zone_id", "score"
                  FROM "__sql"
                ),
                "result_expect_sites" AS (
                  SELECT *, CASE WHEN NOT coalesce("zone_id" IS NOT NULL, false) THEN 1 END AS "__at"
                  FROM "result_sql"
                ),
                "result_expect" AS (
                  SELECT
                    "zone_id",
                    "score",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 1 THEN concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"score":', coalesce(CASE WHEN isfinite("score") THEN flow_float64_text("score") ELSE ('"' || flow_float64_text("score") || '"') END, 'null'), '}')
                    END AS "__input"
                  FROM "result_expect_sites"
                ),
                "result" AS (
                  SELECT
                    "zone_id",
                    "score",
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce("score" IS NOT NULL, false) THEN 2
                    END AS "__site",
                    "__input"
                  FROM "result_expect"
                )
                SELECT
                  "zone_id",
                  "score",
                  "__site",
                  "__input",
                  CAST(NULL AS VARCHAR) AS "__file",
                  CAST(NULL AS BIGINT) AS "__row"
                FROM "result"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
                new("score", ColumnType.Float64),
            ],
            Sites =
            [
                new(1, FailureAction.Fail, "result: expect", "`zone_id` is null, and the SQL's type says it never is", "main.flow", 9, 8),
                new(2, FailureAction.Filter, "result: where", "not score is not null", "main.flow", 14, 5),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
