// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `follow_embedded` of main.flow:28:1.</summary>
internal sealed class FollowEmbeddedPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("follow_embedded", "main.flow", 28);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (28,43)-(28,66) "main.flow"
        BatchSink namedSink = connections.Pg.Table("mart.named2", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await duck.CheckAsync(namedSink, [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text), new("borough", ColumnType.Text)], cancel);
#line (28,99)-(28,106) "main.flow"
        BatchSink namedSink_2 = new ConsoleSink("named", 20);
#line default
        await duck.CheckAsync(namedSink_2, [new("id", ColumnType.Int64, IsKey: true), new("name", ColumnType.Text), new("borough", ColumnType.Text)], cancel);

#line (7,8)-(7,15) "main.flow"
        await duck.ReadAsync(connections.Pg.Following(Sources.Changes(connections, new(["id", "name"])), "pg.table(\"crm.customers\")"), "changes", cancel);
#line default

#line (8,8)-(8,13) "main.flow"
        await duck.ReadAsync(Sources.Zones(connections, new(["id", "borough"])), "zones", cancel);
#line default

        // named: computed once, kept and rejected rows split.
#line (10,34)-(10,70) "main.flow"
        await duck.StageAsync(new Stage("named")
        {
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

#line (28,28)-(28,83) "main.flow"
        await duck.WriteAsync(new WriteRequest("named")
        {
            Sink = namedSink,
            Sql = """
                SELECT "id", "name", "borough"
                FROM "named"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("name", ColumnType.Text),
                new("borough", ColumnType.Text),
            ],
            RowsFrom = "named",
        }, cancel);
#line default

#line (28,84)-(28,106) "main.flow"
        await duck.WriteAsync(new WriteRequest("named")
        {
            Sink = namedSink_2,
            Sql = """
                SELECT "id", "name", "borough"
                FROM "named"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("name", ColumnType.Text),
                new("borough", ColumnType.Text),
            ],
            RowsFrom = "named",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
