// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:8:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 8);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        duck.Add(ProgramFunctions.All);

        // Every target is reached and compared before the first row moves.
#line (9,19)-(9,45) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64), new("n", ColumnType.Int64)], cancel);

        // The program's own SQL: the engine itself says what it gives.
#line (5,63)-(7,64) "main.flow"
        await duck.VerifySqlAsync(
            """
            WITH "t" AS (
              SELECT CAST(NULL AS BIGINT) AS "trip_id", CAST(NULL AS DECIMAL(12, 2)) AS "fare"
              WHERE false
            ),
            "__sql" AS (
            select trip_id, count(*) as n from t group by all
            )
            SELECT *
            FROM "__sql"
            """, [new("trip_id", ColumnType.Int64, Nullable: true), new("n", ColumnType.Int64, Nullable: true)], "main.flow", 5, cancel);
#line default

#line (2,8)-(2,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

        // trips_rows: computed once, kept and rejected rows split.
#line (5,24)-(5,29) "main.flow"
        await duck.StageAsync(new Stage("trips_rows")
        {
            Sql = """
                WITH "result_trips_values" AS (
                  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
                  FROM "trips"
                ),
                "result_trips_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                    END AS "__at"
                  FROM "result_trips_values"
                ),
                "result_trips" AS (
                  SELECT
                    "__1" AS "trip_id",
                    "__2" AS "fare",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_trips_sites"
                )
                SELECT
                  "trip_id",
                  "fare",
                  "__file" AS "__origin_file",
                  "__row" AS "__origin_row",
                  "__site",
                  "__input",
                  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
                  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
                FROM "result_trips"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
                new("__origin_file", ColumnType.Text, Nullable: true),
                new("__origin_row", ColumnType.Int64, Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Fail, "trips: read", "the record can't be read", "main.flow", 2, 8),
                new(2, FailureAction.Fail, "trips: read", "`trip_id` is missing", "main.flow", 2, 8),
                new(3, FailureAction.Fail, "trips: read", "`trip_id` is not an int64", "main.flow", 2, 8),
                new(4, FailureAction.Fail, "trips: read", "`fare` is missing", "main.flow", 2, 8),
                new(5, FailureAction.Fail, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 2, 8),
            ],
        }, cancel);
#line default

#line (9,3)-(9,45) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "__result_t" AS (
                  SELECT "trip_id", "fare"
                  FROM "trips_rows"
                ),
                "result_sql" AS (
                  WITH "t" AS (
                    SELECT *
                    FROM "__result_t"
                  ),
                  "__sql" AS (
                select trip_id, count(*) as n from t group by all
                  )
                  SELECT "trip_id", "n"
                  FROM "__sql"
                ),
                "result_expect_sites" AS (
                  SELECT *, CASE WHEN NOT coalesce("trip_id" IS NOT NULL, false) THEN 1 END AS "__at"
                  FROM "result_sql"
                ),
                "result_expect" AS (
                  SELECT
                    "trip_id",
                    "n",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 1 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"n":', coalesce(CASE WHEN "n" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("n" AS VARCHAR) ELSE ('"' || CAST("n" AS VARCHAR) || '"') END, 'null'), '}')
                    END AS "__input"
                  FROM "result_expect_sites"
                ),
                "result_expect_sites_2" AS (
                  SELECT
                    *,
                    CASE WHEN "__site" IS NOT NULL THEN "__site" WHEN NOT coalesce("n" IS NOT NULL, false) THEN 2 END AS "__at"
                  FROM "result_expect"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "n",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 2 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"n":', coalesce(CASE WHEN "n" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("n" AS VARCHAR) ELSE ('"' || CAST("n" AS VARCHAR) || '"') END, 'null'), '}')
                      ELSE "__input"
                    END AS "__input"
                  FROM "result_expect_sites_2"
                )
                SELECT "trip_id", "n", "__site", "__input", CAST(NULL AS VARCHAR) AS "__file", CAST(NULL AS BIGINT) AS "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64),
                new("n", ColumnType.Int64),
            ],
            Sites =
            [
                new(1, FailureAction.Fail, "result: expect", "`trip_id` is null, and the SQL's type says it never is", "main.flow", 5, 34),
                new(2, FailureAction.Fail, "result: expect", "`n` is null, and the SQL's type says it never is", "main.flow", 5, 34),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
