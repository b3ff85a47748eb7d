// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Http;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `load` of main.flow:13:1.</summary>
internal sealed class LoadPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("load", "main.flow", 13)
    {
        Partition = new(IntervalUnit.Month, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        InOrder = "`query`: a key may come in several intervals, and the last one stays",
    };

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (14,42)-(14,63) "main.flow"
        BatchSink querySink = connections.Pg.Table("raw.trips", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(querySink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Float64)], cancel);
#line (15,19)-(15,41) "main.flow"
        BatchSink eventsSink = connections.Pg.Table("raw.events", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(eventsSink, [new("id", ColumnType.Int64, IsKey: true), new("kind", ColumnType.Text), new("source_file", ColumnType.Text)], cancel);
#line (15,67)-(15,90) "main.flow"
        BatchSink rejects = connections.Pg.Table("raw.rejects", new TableOptions { Mode = WriteMode.Append });
#line default
        await duck.CheckAsync(rejects, RejectColumns.All, cancel);

#line (8,8)-(8,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (10,8)-(10,14) "main.flow"
        await duck.ReadAsync(Sources.Events(connections, needsOrigin: true), "events", cancel);
#line default

        // The same files would make the same rows again.
        if (await duck.IsLoadedAsync(CommitRecords, cancel))
        {
            await run.CommitAsync(cancel);
            return;
        }

#line (14,3)-(14,80) "main.flow"
        await duck.WriteAsync(new WriteRequest("query")
        {
            Sink = querySink,
            Sql = """
                WITH "query_trips" AS (
                  SELECT "trip_id", "fare", "__file", "__row"
                  FROM "trips"
                )
                SELECT "trip_id", "fare"
                FROM "query_trips"
                WHERE "fare" > CAST('0' AS DOUBLE)
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Float64),
            ],
            RowsFrom = "trips",
            Filters =
            [
                new(new FailureSite(0, FailureAction.Filter, "query: where", "not fare > 0", "main.flow", 14, 23), """
                    SELECT count(*) AS "rows"
                    FROM "trips"
                    WHERE NOT coalesce("fare" > CAST('0' AS DOUBLE), false)
                    """),
            ],
        }, cancel);
#line default

#line (15,3)-(15,92) "main.flow"
        await duck.WriteAsync(new WriteRequest("events")
        {
            Sink = eventsSink,
            Sql = """
                WITH "events_events_values" AS (
                  SELECT *, flow_read_int64("id") AS "__1"
                  FROM "events"
                ),
                "events_events_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__bad" IS NOT NULL THEN 1
                      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
                      WHEN "__1" IS NULL THEN 3
                      WHEN "kind" IS NULL THEN 4
                    END AS "__at"
                  FROM "events_events_values"
                )
                SELECT
                  "__1" AS "id",
                  "kind",
                  "__file" AS "source_file",
                  "__at" AS "__site",
                  CASE
                    WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"kind":', coalesce(CAST(to_json("kind") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
                  END AS "__input",
                  "__file",
                  "__row"
                FROM "events_events_sites"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("kind", ColumnType.Text),
                new("source_file", ColumnType.Text),
            ],
            RowsFrom = "events",
            Sites =
            [
                new(1, FailureAction.Reject, "events: read", "the record can't be read", "main.flow", 10, 8),
                new(2, FailureAction.Reject, "events: read", "`id` is missing", "main.flow", 10, 8),
                new(3, FailureAction.Reject, "events: read", "`id` is not an int64", "main.flow", 10, 8),
                new(4, FailureAction.Reject, "events: read", "`kind` is missing", "main.flow", 10, 8),
            ],
            Rejects = rejects,
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
