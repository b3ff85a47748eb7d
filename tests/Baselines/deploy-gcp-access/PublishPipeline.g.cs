// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Gcs;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `publish` of main.flow:22:1.</summary>
internal sealed class PublishPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("publish", "main.flow", 22);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (22,35)-(22,53) "main.flow"
        BatchSink linesSink = connections.Bus.Sink("trips", new TopicSinkOptions { Key = ["trip_id"] });
#line default
        await duck.CheckAsync(linesSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);

#line (14,8)-(14,13) "main.flow"
        await duck.ReadAsync(Sources.Lines(connections, needsOrigin: true), "lines", cancel);
#line default

#line (22,20)-(22,70) "main.flow"
        await duck.WriteAsync(new WriteRequest("lines")
        {
            Sink = linesSink,
            Sql = """
                WITH "lines_lines_values" AS (
                  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
                  FROM "lines"
                ),
                "lines_lines_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                    END AS "__at"
                  FROM "lines_lines_values"
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
                FROM "lines_lines_sites"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "lines",
            Sites =
            [
                new(1, FailureAction.Fail, "lines: read", "the record can't be read", "main.flow", 14, 8),
                new(2, FailureAction.Fail, "lines: read", "`trip_id` is missing", "main.flow", 14, 8),
                new(3, FailureAction.Fail, "lines: read", "`trip_id` is not an int64", "main.flow", 14, 8),
                new(4, FailureAction.Fail, "lines: read", "`fare` is missing", "main.flow", 14, 8),
                new(5, FailureAction.Fail, "lines: read", "`fare` is not a decimal(12, 2)", "main.flow", 14, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
