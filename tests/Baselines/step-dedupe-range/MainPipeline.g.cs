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
#line (6,33)-(6,59) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64), new("zone_id", ColumnType.Int32, IsKey: true), new("minutes", ColumnType.Int64), new("fare", ColumnType.Decimal(12, 2)), new("note", ColumnType.Text, Nullable: true)], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (6,17)-(6,59) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "trip_id", "zone_id", "minutes", "fare", "note"
                  FROM "trips"
                ),
                "result" AS (
                  SELECT *
                  FROM "result_trips"
                  WHERE "minutes" BETWEEN 5 AND 20
                  QUALIFY row_number() OVER (PARTITION BY "zone_id" ORDER BY "trip_id" DESC NULLS LAST) = 1
                )
                SELECT "trip_id", "zone_id", "minutes", "fare", "note"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64),
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("minutes", ColumnType.Int64),
                new("fare", ColumnType.Decimal(12, 2)),
                new("note", ColumnType.Text, Nullable: true),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
