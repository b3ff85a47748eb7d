// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:4:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 4)
    {
        Schedule = "every(01:00:00)",
        Times = new EverySchedule(TimeSpan.FromMilliseconds(3600000)),
    };

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (5,18)-(5,44) "main.flow"
        BatchSink tripsSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(tripsSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2))], cancel);
#line (5,56)-(5,86) "main.flow"
        BatchSink rejects = new FileSink(connections.Lake, "out/rejects.jsonl", FileFormat.JsonLines, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (5,3)-(5,88) "main.flow"
        await duck.WriteAsync(new WriteRequest("trips")
        {
            Sink = tripsSink,
            Sql = """
                WITH "trips_trips_values" AS (
                  SELECT
                    *,
                    flow_read_int64("trip_id") AS "__1",
                    flow_read_int32("zone_id") AS "__2",
                    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__3"
                  FROM "trips"
                ),
                "trips_trips_sites" AS (
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
                    END AS "__at"
                  FROM "trips_trips_values"
                )
                SELECT
                  "__1" AS "trip_id",
                  "__2" AS "zone_id",
                  "__3" AS "fare",
                  "__at" AS "__site",
                  CASE
                    WHEN "__at" BETWEEN 1 AND 7 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                  END AS "__input",
                  "__file",
                  "__row"
                FROM "trips_trips_sites"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("fare", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Reject, "trips: read", "the record can't be read", "main.flow", 3, 8),
                new(2, FailureAction.Reject, "trips: read", "`trip_id` is missing", "main.flow", 3, 8),
                new(3, FailureAction.Reject, "trips: read", "`trip_id` is not an int64", "main.flow", 3, 8),
                new(4, FailureAction.Reject, "trips: read", "`zone_id` is missing", "main.flow", 3, 8),
                new(5, FailureAction.Reject, "trips: read", "`zone_id` is not an int32", "main.flow", 3, 8),
                new(6, FailureAction.Reject, "trips: read", "`fare` is missing", "main.flow", 3, 8),
                new(7, FailureAction.Reject, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 3, 8),
            ],
            Rejects = rejects,
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
