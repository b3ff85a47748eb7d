// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `upsert_them` of main.flow:9:1.</summary>
internal sealed class UpsertThemPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("upsert_them", "main.flow", 9);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (9,41)-(9,66) "main.flow"
        BatchSink resultSink = connections.Pg.Table("mart.upserted", new TableOptions { Mode = WriteMode.Upsert, Create = TableCreation.IfMissing, OnSchemaChange = SchemaChange.AddColumns });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (9,25)-(9,134) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "trip_id", "fare"
                  FROM "trips"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "fare",
                    CASE WHEN NOT coalesce("fare" > CAST('0.00' AS DECIMAL(12, 2)), false) THEN 1 END AS "__site"
                  FROM "result_trips"
                )
                SELECT
                  "trip_id",
                  "fare",
                  "__site",
                  CAST(NULL AS VARCHAR) AS "__input",
                  CAST(NULL AS VARCHAR) AS "__file",
                  CAST(NULL AS BIGINT) AS "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Filter, "result: where", "not fare > 0", "main.flow", 6, 33),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
