// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:14:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 14);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (15,19)-(15,53) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("color", ColumnType.Text), new("lat", ColumnType.Float64), new("money", ColumnType.Decimal(12, 2))], cancel);

#line (10,8)-(10,18) "main.flow"
        await duck.ReadAsync(Sources.Everything(connections, needsOrigin: false), "everything", cancel);
#line default

#line (15,3)-(15,53) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_everything" AS (
                  SELECT "trip_id", "money", "color", "place"
                  FROM "everything"
                ),
                "result" AS (
                  SELECT "trip_id", "color", struct_extract("place", 'lat') AS "lat", "money"
                  FROM "result_everything"
                )
                SELECT "trip_id", "color", "lat", "money"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("color", ColumnType.Text),
                new("lat", ColumnType.Float64),
                new("money", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "everything",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
