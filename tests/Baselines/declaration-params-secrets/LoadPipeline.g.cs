// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `load` of main.flow:16:1.</summary>
internal sealed class LoadPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("load", "main.flow", 16);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (17,19)-(17,40) "main.flow"
        BatchSink resultSink = connections.Pg.Table("raw.trips", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2)), new("environment", ColumnType.Text)], cancel);

#line (7,8)-(7,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (17,3)-(17,57) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
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
                ),
                "result_where" AS (
                  SELECT
                    "trip_id",
                    "fare",
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce("fare" >= CAST(getvariable('param_limit') AS DECIMAL(12, 2)), false) THEN 6
                    END AS "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "result_trips"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "fare",
                    CAST(getvariable('param_env') AS VARCHAR) AS "environment",
                    "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "result_where"
                )
                SELECT "trip_id", "fare", "environment", "__site", "__input", "__file", "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
                new("environment", ColumnType.Text),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Fail, "trips: read", "the record can't be read", "main.flow", 7, 8),
                new(2, FailureAction.Fail, "trips: read", "`trip_id` is missing", "main.flow", 7, 8),
                new(3, FailureAction.Fail, "trips: read", "`trip_id` is not an int64", "main.flow", 7, 8),
                new(4, FailureAction.Fail, "trips: read", "`fare` is missing", "main.flow", 7, 8),
                new(5, FailureAction.Fail, "trips: read", "`fare` is not a decimal(12, 2)", "main.flow", 7, 8),
                new(6, FailureAction.Filter, "result: where", "not fare >= limit", "main.flow", 11, 5),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
