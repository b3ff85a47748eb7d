// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `shown` of main.flow:39:1.</summary>
internal sealed class ShownPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("shown", "main.flow", 39);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (39,36)-(39,43) "main.flow"
        BatchSink numberedSink = new ConsoleSink("numbered", 20);
#line default
        await duck.CheckAsync(numberedSink, [new("id", ColumnType.Int64, IsKey: true), new("source_file", ColumnType.Text)], cancel);

#line (25,8)-(25,16) "main.flow"
        await duck.ReadAsync(Sources.Numbered(connections, needsOrigin: true), "numbered", cancel);
#line default

#line (39,18)-(39,43) "main.flow"
        await duck.WriteAsync(new WriteRequest("numbered")
        {
            Sink = numberedSink,
            Sql = """
                WITH "numbered_numbered_values" AS (
                  SELECT *, flow_read_int64("id") AS "__1"
                  FROM "numbered"
                ),
                "numbered_numbered_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                    END AS "__at"
                  FROM "numbered_numbered_values"
                )
                SELECT
                  "__1" AS "id",
                  "__file" AS "source_file",
                  "__at" AS "__site",
                  CASE
                    WHEN "__at" BETWEEN 1 AND 3 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                  END AS "__input",
                  "__file",
                  "__row"
                FROM "numbered_numbered_sites"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("source_file", ColumnType.Text),
            ],
            RowsFrom = "numbered",
            Sites =
            [
                new(1, FailureAction.Fail, "numbered: read", "the record can't be read", "main.flow", 25, 8),
                new(2, FailureAction.Fail, "numbered: read", "`id` is missing", "main.flow", 25, 8),
                new(3, FailureAction.Fail, "numbered: read", "`id` is not an int64", "main.flow", 25, 8),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
