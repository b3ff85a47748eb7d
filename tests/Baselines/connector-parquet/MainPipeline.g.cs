// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:6:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 6);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (7,19)-(7,53) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await duck.CheckAsync(resultSink, [new("source_file", ColumnType.Text), new("source_row", ColumnType.Int64), new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);

#line (2,8)-(2,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (7,3)-(7,53) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "trip_id", "fare", "__file" AS "source_file", "__row" AS "source_row"
                  FROM "trips"
                ),
                "result" AS (
                  SELECT "source_file", "source_row", "trip_id", "fare"
                  FROM "result_trips"
                )
                SELECT "source_file", "source_row", "trip_id", "fare"
                FROM "result"
                """,
            Columns =
            [
                new("source_file", ColumnType.Text),
                new("source_row", ColumnType.Int64),
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("fare", ColumnType.Decimal(12, 2)),
            ],
            RowsFrom = "trips",
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
