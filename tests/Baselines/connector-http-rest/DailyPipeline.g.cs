// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `daily` of main.flow:32:1.</summary>
internal sealed class DailyPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("daily", "main.flow", 32)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "`query`: a key may come in several intervals, and the last one stays",
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (33,84)-(33,105) "main.flow"
        BatchSink querySink = connections.Pg.Table("raw.rates", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(querySink, [new("id", ColumnType.Int64, IsKey: true), new("currency", ColumnType.Text), new("rate", ColumnType.Decimal(12, 4))], cancel);
#line (34,28)-(34,51) "main.flow"
        BatchSink rejects = connections.Pg.Table("raw.rejects", new TableOptions { Mode = WriteMode.Append });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);

#line (17,8)-(17,13) "main.flow"
        await duck.ReadAsync(Sources.Rates(connections, needsOrigin: true), "rates", cancel);
#line default

#line (33,3)-(35,4) "main.flow"
        await duck.WriteAsync(new WriteRequest("query")
        {
            Sink = querySink,
            Sql = """
                WITH "query_rates_values" AS (
                  SELECT
                    *,
                    flow_read_int64("id") AS "__1",
                    TRY_CAST(flow_plain_decimal("rate") AS DECIMAL(12, 4)) AS "__2",
                    flow_read_instant("at") AS "__3",
                    TRY(CAST(CAST("source" AS JSON) AS STRUCT("name" VARCHAR, "delayed" BOOLEAN))) AS "__4",
                    TRY(CAST(CAST("tags" AS JSON) AS VARCHAR[])) AS "__5"
                  FROM "rates"
                ),
                "query_rates_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN "currency" IS NULL THEN 4
                      WHEN ("__2" IS NULL) AND ("rate" IS NULL) THEN 5
                      WHEN "__2" IS NULL THEN 6
                      WHEN ("__3" IS NULL) AND ("at" IS NULL) THEN 7
                      WHEN "__3" IS NULL THEN 8
                      WHEN ("__4" IS NULL) AND ("source" IS NULL) THEN 9
                      WHEN "__4" IS NULL THEN 10
                      WHEN ("__5" IS NULL) AND ("tags" IS NOT NULL) THEN 11
                    END AS "__at"
                  FROM "query_rates_values"
                ),
                "query_rates" AS (
                  SELECT
                    "__1" AS "id",
                    "currency",
                    "__2" AS "rate",
                    "__3" AS "at",
                    "__4" AS "source",
                    "__5" AS "tags",
                    "__file" AS "source_file",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 11 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"currency":', coalesce(CAST(to_json("currency") AS VARCHAR), 'null'), ',"rate":', coalesce(CAST(to_json("rate") AS VARCHAR), 'null'), ',"at":', coalesce(CAST(to_json("at") AS VARCHAR), 'null'), ',"source":', coalesce(CAST(to_json("source") AS VARCHAR), 'null'), ',"tags":', coalesce(CAST(to_json("tags") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "query_rates_sites"
                ),
                "query_where" AS (
                  SELECT
                    "id",
                    "currency",
                    "rate",
                    "at",
                    "source",
                    "tags",
                    "source_file",
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN NOT coalesce(struct_extract("source", 'delayed') IS NULL, false) THEN 12
                    END AS "__site",
                    "__input",
                    "__file",
                    "__row"
                  FROM "query_rates"
                )
                SELECT "id", "currency", "rate", "__site", "__input", "__file", "__row"
                FROM "query_where"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("currency", ColumnType.Text),
                new("rate", ColumnType.Decimal(12, 4)),
            ],
            RowsFrom = "rates",
            Sites =
            [
                new(1, FailureAction.Reject, "rates: read", "the record can't be read", "main.flow", 17, 8),
                new(2, FailureAction.Reject, "rates: read", "`id` is missing", "main.flow", 17, 8),
                new(3, FailureAction.Reject, "rates: read", "`id` is not an int64", "main.flow", 17, 8),
                new(4, FailureAction.Reject, "rates: read", "`currency` is missing", "main.flow", 17, 8),
                new(5, FailureAction.Reject, "rates: read", "`rate` is missing", "main.flow", 17, 8),
                new(6, FailureAction.Reject, "rates: read", "`rate` is not a decimal(12, 4)", "main.flow", 17, 8),
                new(7, FailureAction.Reject, "rates: read", "`at` is missing", "main.flow", 17, 8),
                new(8, FailureAction.Reject, "rates: read", "`at` is not an instant", "main.flow", 17, 8),
                new(9, FailureAction.Reject, "rates: read", "`source` is missing", "main.flow", 17, 8),
                new(10, FailureAction.Reject, "rates: read", "`source` is not a { name: text, delayed: bool? }", "main.flow", 17, 8),
                new(11, FailureAction.Reject, "rates: read", "`tags` is not a text[]", "main.flow", 17, 8),
                new(12, FailureAction.Filter, "query: where", "not source.delayed is null", "main.flow", 33, 23),
            ],
            Rejects = rejects,
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
