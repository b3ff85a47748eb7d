// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `load` of main.flow:16:1.</summary>
internal sealed class LoadPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("load", "main.flow", 16)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "several intervals write `rejects.jsonl`",
        Schedule = "cron(\"15 3 * * *\", tz: \"UTC\")",
        Times = new CronSchedule("15 3 * * *", "UTC", GapRule.Shift, OverlapRule.First),
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override bool WritesFiles => true;

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (17,18)-(17,45) "main.flow"
        BatchSink tripsSink = new GcsSink(connections.Lake, "clean/dt={day}/", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.ReplacePartition, Csv = new CsvOptions { Delimiter = ";"[0], Format = new() } });
#line default
        await duck.CheckAsync(tripsSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);
#line (17,98)-(17,124) "main.flow"
        BatchSink rejects = new GcsSink(connections.Lake, "rejects.jsonl", FileFormat.JsonLines, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);
#line (18,18)-(18,39) "main.flow"
        BatchSink zonesSink = connections.Pg.Table("raw.zones", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(zonesSink, [new("zone_id", ColumnType.Int32)], cancel);

#line (13,8)-(13,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (15,8)-(15,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, needsOrigin: false), "zones", cancel);
#line default

#line (17,3)-(17,126) "main.flow"
        await duck.WriteAsync(new WriteRequest("trips")
        {
            Sink = tripsSink,
            Sql = """
                WITH "trips_trips_values" AS (
                  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
                  FROM "trips"
                ),
                "trips_trips_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                    END AS "__at"
                  FROM "trips_trips_values"
                )
                SELECT
                  "__1" AS "trip_id",
                  "__2" AS "fare",
                  "__at" AS "__site",
                  CASE
                    WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                  END AS "__input",
                  "__file",
                  "__row"
                FROM "trips_trips_sites"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Reject, "trips: read", "the record can't be read", "main.flow", 13, 8),
                new(2, FailureAction.Reject, "trips: read", "`trip_id` is missing", "main.flow", 13, 8),
                new(3, FailureAction.Reject, "trips: read", "`trip_id` is not an int64", "main.flow", 13, 8),
                new(4, FailureAction.Reject, "trips: read", "`fare` is missing", "main.flow", 13, 8),
                new(5, FailureAction.Reject, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 13, 8),
            ],
            Rejects = rejects,
        }, cancel);
#line default

#line (18,3)-(18,57) "main.flow"
        await duck.WriteAsync(new WriteRequest("zones")
        {
            Sink = zonesSink,
            Sql = """
                SELECT "zone_id"
                FROM "zones"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32),
            ],
            RowsFrom = "zones",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
