// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `follow` of main.flow:27:1.</summary>
internal sealed class FollowPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("follow", "main.flow", 27);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using PostgresBatch batch = await PostgresBatch.OpenAsync(run, connections.Pg, cancel);

        // Every target is reached and compared before the first row moves.
#line (27,40)-(27,62) "main.flow"
        BatchSink namedSink = connections.Pg.Table("mart.named", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await batch.CheckAsync(namedSink, [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text), new("borough", ColumnType.Text)], cancel);

#line (7,8)-(7,15) "main.flow"
        await batch.ReadAsync(connections.Pg.Following(Sources.Changes(connections), "pg.table(\"crm.customers\")"), "changes", cancel);
#line default

#line (8,8)-(8,13) "main.flow"
        await batch.ReadAsync(Sources.Zones(connections), "zones", cancel);
#line default

#line (27,25)-(27,79) "main.flow"
        await batch.WriteAsync(new WriteRequest("named")
        {
            Sink = namedSink,
            Sql = """
                WITH "named_changes" AS (
                  SELECT "id", "name"
                  FROM "changes"
                ),
                "named_zones" AS (
                  SELECT "id", "borough"
                  FROM "zones"
                )
                SELECT l."id", l."name", r."borough"
                FROM "named_changes" AS l JOIN "named_zones" AS r ON l."id" = r."id"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("name", ColumnType.Text),
                new("borough", ColumnType.Text),
            ],
        }, cancel);
#line default

        // All of it was done in one transaction of the database: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
