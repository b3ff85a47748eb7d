// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:10:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 10);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (11,19)-(11,45) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("pickup_local", ColumnType.DateTime), new("dropoff_local", ColumnType.DateTime), new("fare", ColumnType.Decimal(12, 2)), new("tip", ColumnType.Decimal(12, 2)), new("note", ColumnType.Text, Nullable: true)], cancel);

#line (4,8)-(4,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (11,3)-(11,45) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips_values" AS (
                  SELECT
                    *,
                    flow_read_int64("trip_id") AS "__1",
                    flow_read_int32("zone_id") AS "__2",
                    flow_read_datetime("pickup_local") AS "__3",
                    flow_read_datetime("dropoff_local") AS "__4",
                    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__5",
                    TRY_CAST(flow_plain_decimal("tip") AS DECIMAL(12, 2)) AS "__6"
                  FROM "trips"
                ),
                "result_trips_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("zone_id" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN ("__3" IS NULL) AND ("pickup_local" IS NULL) THEN 6
                      WHEN "__3" IS NULL THEN 7
                      WHEN ("__4" IS NULL) AND ("dropoff_local" IS NULL) THEN 8
                      WHEN "__4" IS NULL THEN 9
                      WHEN ("__5" IS NULL) AND ("fare" IS NULL) THEN 10
                      WHEN "__5" IS NULL THEN 11
                      WHEN ("__6" IS NULL) AND ("tip" IS NOT NULL) THEN 12
                    END AS "__at"
                  FROM "result_trips_values"
                ),
                "result_trips" AS (
                  SELECT
                    "__1" AS "trip_id",
                    "__2" AS "zone_id",
                    "__3" AS "pickup_local",
                    "__4" AS "dropoff_local",
                    "__5" AS "fare",
                    "__6" AS "tip",
                    "note",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 12 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"pickup_local":', coalesce(CAST(to_json("pickup_local") AS VARCHAR), 'null'), ',"dropoff_local":', coalesce(CAST(to_json("dropoff_local") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"tip":', coalesce(CAST(to_json("tip") AS VARCHAR), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_trips_sites"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "pickup_local",
                    "dropoff_local",
                    "fare",
                    coalesce("tip", CAST('0.00' AS DECIMAL(12, 2))) AS "tip",
                    upper("note") AS "note",
                    "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "result_trips"
                )
                SELECT
                  "trip_id",
                  "zone_id",
                  "pickup_local",
                  "dropoff_local",
                  "fare",
                  "tip",
                  "note",
                  "__site",
                  "__input",
                  "__file",
                  "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("pickup_local", ColumnType.DateTime),
                new("dropoff_local", ColumnType.DateTime),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2)),
                new("note", ColumnType.Text, Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Fail, "trips: read", "the record can't be read", "main.flow", 4, 8),
                new(2, FailureAction.Fail, "trips: read", "`trip_id` is missing", "main.flow", 4, 8),
                new(3, FailureAction.Fail, "trips: read", "`trip_id` is not an int64", "main.flow", 4, 8),
                new(4, FailureAction.Fail, "trips: read", "`zone_id` is missing", "main.flow", 4, 8),
                new(5, FailureAction.Fail, "trips: read", "`zone_id` is not an int32", "main.flow", 4, 8),
                new(6, FailureAction.Fail, "trips: read", "`pickup_local` is missing", "main.flow", 4, 8),
                new(7, FailureAction.Fail, "trips: read", "`pickup_local` is not a datetime", "main.flow", 4, 8),
                new(8, FailureAction.Fail, "trips: read", "`dropoff_local` is missing", "main.flow", 4, 8),
                new(9, FailureAction.Fail, "trips: read", "`dropoff_local` is not a datetime", "main.flow", 4, 8),
                new(10, FailureAction.Fail, "trips: read", "`fare` is missing", "main.flow", 4, 8),
                new(11, FailureAction.Fail, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 4, 8),
                new(12, FailureAction.Fail, "trips: read", "`tip` is not a decimal(12, 2)", "main.flow", 4, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
