// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `report` of main.flow:15:1.</summary>
internal sealed class ReportPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("report", "main.flow", 15)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "`daily`: each interval replaces the whole table",
        After = ["ingest"],
        Timeout = TimeSpan.FromMilliseconds(2400000),
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override bool WritesFiles => true;

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (16,18)-(16,40) "main.flow"
        BatchSink dailySink = connections.Pg.Table("mart.daily", new TableOptions { Mode = WriteMode.Replace });
#line default
        await duck.CheckAsync(dailySink, [new("day", ColumnType.Date, IsKey: true), new("revenue", ColumnType.Decimal(38, 2))], cancel);
#line (17,63)-(17,92) "main.flow"
        BatchSink querySink = new FileSink(connections.Lake, "out/big-{day}.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(querySink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32, Nullable: true), new("fare", ColumnType.Decimal(12, 2)), new("day", ColumnType.Date)], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (16,3)-(16,58) "main.flow"
        await duck.WriteAsync(new WriteRequest("daily")
        {
            Sink = dailySink,
            Sql = """
                WITH "daily_trips" AS (
                  SELECT "fare", "day"
                  FROM "trips"
                ),
                "daily" AS (
                  SELECT "day", sum("fare") AS "revenue"
                  FROM "daily_trips"
                  GROUP BY 1
                )
                SELECT "day", "revenue"
                FROM "daily"
                """,
            Columns =
            [
                new("day", ColumnType.Date, IsKey: true),
                new("revenue", ColumnType.Decimal(38, 2)),
            ],
        }, cancel);
#line default

#line (17,3)-(17,92) "main.flow"
        await duck.WriteAsync(new WriteRequest("query")
        {
            Sink = querySink,
            Sql = """
                WITH "query_trips" AS (
                  SELECT "trip_id", "zone_id", "fare", "day", "__file", "__row"
                  FROM "trips"
                )
                SELECT "trip_id", "zone_id", "fare", "day"
                FROM "query_trips"
                WHERE "fare" > CAST('100.00' AS DECIMAL(12, 2))
                ORDER BY "fare" DESC NULLS LAST, "trip_id" NULLS LAST, "zone_id" NULLS LAST, "day" NULLS LAST
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32, Nullable: true),
                new("fare", ColumnType.Decimal(12, 2)),
                new("day", ColumnType.Date),
            ],
            RowsFrom = "trips",
            Filters =
            [
                new(new FailureSite(0, FailureAction.Filter, "query: where", "not fare > 100", "main.flow", 17, 23), """
                    SELECT count(*) AS "rows"
                    FROM "trips"
                    WHERE NOT coalesce("fare" > CAST('100.00' AS DECIMAL(12, 2)), false)
                    """),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
