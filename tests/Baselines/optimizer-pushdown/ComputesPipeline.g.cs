// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `computes` of main.flow:22:1.</summary>
internal sealed class ComputesPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("computes", "main.flow", 22);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (22,36)-(22,58) "main.flow"
        BatchSink namedSink = connections.Pg.Table("mart.named", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(namedSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("zone", ColumnType.Text), new("pickup", ColumnType.Instant), new("fare", ColumnType.Decimal(12, 2)), new("tip", ColumnType.Decimal(12, 2)), new("note", ColumnType.Json, Nullable: true)], cancel);

#line (6,8)-(6,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, new(["trip_id", "zone_id", "zone", "pickup", "fare", "tip", "note"]) { Filters = [new("(\"tip\" IS NOT NULL)") { Step = "named: where", Reason = "not tip is not null" }] }), "trips", cancel);
#line default

#line (22,21)-(22,91) "main.flow"
        await duck.WriteAsync(new WriteRequest("named")
        {
            Sink = namedSink,
            Sql = """
                WITH "named_trips" AS (
                  SELECT "trip_id", "zone_id", "zone", "pickup", "fare", "tip", "note"
                  FROM "trips"
                ),
                "named" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "zone",
                    "pickup",
                    "fare",
                    "tip",
                    "note",
                    CASE WHEN NOT coalesce(lower("zone") = 'midtown', false) THEN 1 END AS "__site"
                  FROM "named_trips"
                )
                SELECT
                  "trip_id",
                  "zone_id",
                  "zone",
                  "pickup",
                  "fare",
                  "tip",
                  "note",
                  "__site",
                  CAST(NULL AS VARCHAR) AS "__input",
                  CAST(NULL AS VARCHAR) AS "__file",
                  CAST(NULL AS BIGINT) AS "__row"
                FROM "named"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("zone", ColumnType.Text),
                new("pickup", ColumnType.Instant),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2)),
                new("note", ColumnType.Json, Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Filter, "named: where", "not lower(zone) == \"midtown\"", "main.flow", 13, 56),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
