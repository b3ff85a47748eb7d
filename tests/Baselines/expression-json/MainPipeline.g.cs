// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:9:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 9);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (10,19)-(10,48) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.jsonl", FileFormat.JsonLines, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(resultSink, [new("id", ColumnType.Int64, IsKey: true), new("kind", ColumnType.Text, Nullable: true), new("amount", ColumnType.Int64, Nullable: true), new("nested", ColumnType.Json, Nullable: true), new("tags", ColumnType.List(ColumnType.Text), Nullable: true)], cancel);

#line (3,8)-(3,14) "main.flow"
        await duck.ReadAsync(Sources.Events(connections, needsOrigin: true), "events", cancel);
#line default

#line (10,3)-(10,48) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_events_values" AS (
                  SELECT
                    *,
                    flow_read_int64("id") AS "__1",
                    TRY_CAST("payload" AS JSON) AS "__2",
                    TRY(CAST(CAST("tags" AS JSON) AS VARCHAR[])) AS "__3"
                  FROM "events"
                ),
                "result_events_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN ("__2" IS NULL) AND ("payload" IS NULL) THEN 4
                      WHEN "__2" IS NULL THEN 5
                      WHEN ("__3" IS NULL) AND ("tags" IS NOT NULL) THEN 6
                    END AS "__at"
                  FROM "result_events_values"
                ),
                "result_events" AS (
                  SELECT
                    "__1" AS "id",
                    "__2" AS "payload",
                    "__3" AS "tags",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 6 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"payload":', coalesce(CAST(to_json("payload") AS VARCHAR), 'null'), ',"tags":', coalesce(CAST(to_json("tags") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_events_sites"
                ),
                "result_select_values" AS (
                  SELECT
                    *,
                    (CASE WHEN NOT contains(json_extract_string("payload", '$."kind"'), chr(0)) THEN json_extract_string("payload", '$."kind"') END) AS "__1",
                    flow_read_int64(json_extract_string("payload", '$."amount"')) AS "__2"
                  FROM "result_events"
                ),
                "result_select_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN coalesce(contains(json_extract_string("payload", '$."kind"'), chr(0)), false) THEN 7
                    END AS "__at"
                  FROM "result_select_values"
                ),
                "result" AS (
                  SELECT
                    "id",
                    "__1" AS "kind",
                    CASE
                      WHEN NOT (json_extract_string("payload", '$."amount"') IS NOT NULL AND "__2" IS NULL) THEN "__2"
                    END AS "amount",
                    json_extract("payload", '$."user"') AS "nested",
                    "tags",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 7 THEN concat('{"id":', coalesce(CASE WHEN "id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("id" AS VARCHAR) ELSE ('"' || CAST("id" AS VARCHAR) || '"') END, 'null'), ',"payload":', coalesce(translate(CAST("payload" AS VARCHAR), chr(10) || chr(13), '  '), 'null'), ',"tags":', coalesce(CASE WHEN "tags" IS NOT NULL THEN concat('[', coalesce(array_to_string(list_transform("tags", lambda e0: coalesce(CAST(to_json(e0) AS VARCHAR), 'null')), ','), ''), ']') END, 'null'), '}')
                      ELSE "__input"
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_select_sites"
                )
                SELECT "id", "kind", "amount", "nested", "tags", "__site", "__input", "__file", "__row"
                FROM "result"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("kind", ColumnType.Text, Nullable: true),
                new("amount", ColumnType.Int64, Nullable: true),
                new("nested", ColumnType.Json, Nullable: true),
                new("tags", ColumnType.List(ColumnType.Text), Nullable: true),
            ],
            RowsFrom = "events",
            Sites =
            [
                new(1, FailureAction.Fail, "events: read", "the record can't be read", "main.flow", 3, 8),
                new(2, FailureAction.Fail, "events: read", "`id` is missing", "main.flow", 3, 8),
                new(3, FailureAction.Fail, "events: read", "`id` is not an int64", "main.flow", 3, 8),
                new(4, FailureAction.Fail, "events: read", "`payload` is missing", "main.flow", 3, 8),
                new(5, FailureAction.Fail, "events: read", "`payload` is not a json", "main.flow", 3, 8),
                new(6, FailureAction.Fail, "events: read", "`tags` is not a text[]", "main.flow", 3, 8),
                new(7, FailureAction.Fail, "result: select", "overflow in `text_at(payload, \"kind\")`", "main.flow", 7, 23),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
