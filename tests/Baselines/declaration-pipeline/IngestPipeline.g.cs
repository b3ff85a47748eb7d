// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `ingest` of main.flow:6:1.</summary>
internal sealed class IngestPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("ingest", "main.flow", 6)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "`trips`: several intervals may replace the same partition",
        Concurrency = 2,
        Retry = new(5, TimeSpan.FromMilliseconds(10000), TimeSpan.FromMilliseconds(600000), true),
        Schedule = "cron(\"5 * * * *\", tz: \"America/New_York\")",
        Times = new CronSchedule("5 * * * *", "America/New_York", GapRule.Skip, OverlapRule.Both),
        CatchUp = 3,
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (7,18)-(7,39) "main.flow"
        BatchSink tripsSink = connections.Pg.Table("raw.trips", new TableOptions { Mode = WriteMode.ReplacePartition, PartitionColumns = ["day", "zone_id"] });
#line default
        await duck.CheckAsync(tripsSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32, Nullable: true), new("fare", ColumnType.Decimal(12, 2)), new("day", ColumnType.Date)], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (7,3)-(7,97) "main.flow"
        await duck.WriteAsync(new WriteRequest("trips")
        {
            Sink = tripsSink,
            Sql = """
                SELECT "trip_id", "zone_id", "fare", "day"
                FROM "trips"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32, Nullable: true),
                new("fare", ColumnType.Decimal(12, 2)),
                new("day", ColumnType.Date),
            ],
            RowsFrom = "trips",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
