// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:6:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 6);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (7,21)-(7,51) "main.flow"
        BatchSink bookingsSink = new FileSink(connections.Lake, "out/result.csv.zst", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() }, DateFormat = "%m/%d/%Y" });
#line default
        await duck.CheckAsync(bookingsSink, [new("id", ColumnType.Int64, IsKey: true), new("day", ColumnType.Date), new("paid_at", ColumnType.Instant, Nullable: true), new("left_at", ColumnType.DateTime, Nullable: true)], cancel);

#line (2,8)-(2,16) "main.flow"
        await duck.ReadAsync(Sources.Bookings(connections, needsOrigin: true), "bookings", cancel);
#line default

#line (7,3)-(7,81) "main.flow"
        await duck.WriteAsync(new WriteRequest("bookings")
        {
            Sink = bookingsSink,
            Sql = """
                WITH "bookings_bookings_values" AS (
                  SELECT
                    *,
                    flow_read_int64("id") AS "__1",
                    CAST(flow_checked_datetime(CASE WHEN regexp_full_match("day", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}') THEN try_strptime("day", '%d.%m.%Y') END) AS DATE) AS "__2",
                    make_timestamptz(epoch_us(flow_checked_datetime(CASE WHEN regexp_full_match("paid_at", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}\ [0-9]{2}:[0-9]{2}:[0-9]{2}') THEN try_strptime("paid_at", '%d.%m.%Y %H:%M:%S') END))) AS "__3",
                    flow_checked_datetime(CASE WHEN regexp_full_match("left_at", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}\ [0-9]{2}:[0-9]{2}:[0-9]{2}') THEN try_strptime("left_at", '%d.%m.%Y %H:%M:%S') END) AS "__4"
                  FROM "bookings"
                ),
                "bookings_bookings_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("day" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN ("__3" IS NULL) AND ("paid_at" IS NOT NULL) THEN 6
                      WHEN ("__4" IS NULL) AND ("left_at" IS NOT NULL) THEN 7
                    END AS "__at"
                  FROM "bookings_bookings_values"
                )
                SELECT
                  "__1" AS "id",
                  "__2" AS "day",
                  "__3" AS "paid_at",
                  "__4" AS "left_at",
                  "__at" AS "__site",
                  CASE
                    WHEN "__at" BETWEEN 1 AND 7 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"day":', coalesce(CAST(to_json("day") AS VARCHAR), 'null'), ',"paid_at":', coalesce(CAST(to_json("paid_at") AS VARCHAR), 'null'), ',"left_at":', coalesce(CAST(to_json("left_at") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                  END AS "__input",
                  "__file",
                  "__row"
                FROM "bookings_bookings_sites"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("day", ColumnType.Date),
                new("paid_at", ColumnType.Instant, Nullable: true),
                new("left_at", ColumnType.DateTime, Nullable: true),
            ],
            RowsFrom = "bookings",
            Sites =
            [
                new(1, FailureAction.Fail, "bookings: read", "the record can't be read", "main.flow", 2, 8),
                new(2, FailureAction.Fail, "bookings: read", "`id` is missing", "main.flow", 2, 8),
                new(3, FailureAction.Fail, "bookings: read", "`id` is not an int64", "main.flow", 2, 8),
                new(4, FailureAction.Fail, "bookings: read", "`day` is missing", "main.flow", 2, 8),
                new(5, FailureAction.Fail, "bookings: read", "`day` is not a date in the format dd.MM.yyyy", "main.flow", 2, 8),
                new(6, FailureAction.Fail, "bookings: read", "`paid_at` is not an instant in the format dd.MM.yyyy HH:mm:ss", "main.flow", 2, 8),
                new(7, FailureAction.Fail, "bookings: read", "`left_at` is not a datetime in the format dd.MM.yyyy HH:mm:ss", "main.flow", 2, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
