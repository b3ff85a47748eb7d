// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:12:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 12);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (13,19)-(13,53) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2)), new("rate", ColumnType.Decimal(38, 6))], cancel);
#line (13,65)-(13,95) "main.flow"
        BatchSink rejects = new FileSink(connections.Lake, "out/rejects.jsonl", FileFormat.JsonLines, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);

#line (2,8)-(2,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (13,3)-(13,97) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "paid_trips" AS (
                  SELECT "trip_id", "fare", "__file", "__row"
                  FROM "trips"
                ),
                "paid" AS (
                  SELECT *
                  FROM "paid_trips"
                  WHERE "fare" > CAST('-4.00' AS DECIMAL(12, 2))
                ),
                "result_derive_values" AS (
                  SELECT
                    *,
                    CAST(flow_divide_6("fare", CAST(TRY("trip_id" - CAST(1 AS BIGINT)) AS DECIMAL(19, 0))) AS DECIMAL(38, 6)) AS "__1"
                  FROM "paid"
                  WHERE "trip_id" <> 7
                ),
                "result_derive_sites" AS (
                  SELECT *, CASE WHEN "__1" IS NULL THEN 1 END AS "__at"
                  FROM "result_derive_values"
                ),
                "result_derive" AS (
                  SELECT
                    "trip_id",
                    "fare",
                    "__1" AS "rate",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 1 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_derive_sites"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "fare",
                    "rate",
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce("rate" < CAST('100.000000' AS DECIMAL(38, 6)), false) THEN 2
                    END AS "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "result_derive"
                )
                SELECT "trip_id", "fare", "rate", "__site", "__input", "__file", "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
                new("rate", ColumnType.Decimal(38, 6)),
            ],
            RowsFrom = "trips",
            Filters =
            [
                new(new FailureSite(0, FailureAction.Filter, "paid: where", "not fare > -4", "main.flow", 4, 31), """
                    SELECT count(*) AS "rows"
                    FROM "trips"
                    WHERE NOT coalesce("fare" > CAST('-4.00' AS DECIMAL(12, 2)), false)
                    """),
                new(new FailureSite(0, FailureAction.Filter, "result: where", "not trip_id != 7", "main.flow", 8, 5), """
                    SELECT count(*) AS "rows"
                    FROM "trips"
                    WHERE ("fare" > CAST('-4.00' AS DECIMAL(12, 2))) AND (NOT coalesce("trip_id" <> 7, false))
                    """),
            ],
            Sites =
            [
                new(1, FailureAction.Reject, "result: derive", "the first", "main.flow", 9, 19),
                new(2, FailureAction.Filter, "result: where", "not rate < 100", "main.flow", 10, 5),
            ],
            Rejects = rejects,
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
