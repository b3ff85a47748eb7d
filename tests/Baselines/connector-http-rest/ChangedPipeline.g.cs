// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `changed` of main.flow:38:1.</summary>
internal sealed class ChangedPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("changed", "main.flow", 38);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (38,35)-(38,56) "main.flow"
        BatchSink itemsSink = connections.Pg.Table("raw.items", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(itemsSink, [new("id", ColumnType.Int64, IsKey: true), new("changed", ColumnType.Instant)], cancel);

#line (26,8)-(26,13) "main.flow"
        await duck.ReadAsync(Sources.Items(connections, needsOrigin: true), "items", cancel);
#line default

#line (38,20)-(38,73) "main.flow"
        await duck.WriteAsync(new WriteRequest("items")
        {
            Sink = itemsSink,
            Sql = """
                WITH "items_items_values" AS (
                  SELECT *, flow_read_int64("id") AS "__1", flow_read_instant("changed") AS "__2"
                  FROM "items"
                ),
                "items_items_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("changed" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                    END AS "__at"
                  FROM "items_items_values"
                ),
                "items_items" AS (
                  SELECT
                    "__1" AS "id",
                    "__2" AS "changed",
                    "__file" AS "source_file",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"changed":', coalesce(CAST(to_json("changed") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "items_items_sites"
                )
                SELECT "id", "changed", "__site", "__input", "__file", "__row"
                FROM "items_items"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("changed", ColumnType.Instant),
            ],
            RowsFrom = "items",
            Sites =
            [
                new(1, FailureAction.Fail, "items: read", "the record can't be read", "main.flow", 26, 8),
                new(2, FailureAction.Fail, "items: read", "`id` is missing", "main.flow", 26, 8),
                new(3, FailureAction.Fail, "items: read", "`id` is not an int64", "main.flow", 26, 8),
                new(4, FailureAction.Fail, "items: read", "`changed` is missing", "main.flow", 26, 8),
                new(5, FailureAction.Fail, "items: read", "`changed` is not an instant", "main.flow", 26, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
