// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:6:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 6)
    {
        Partition = new(IntervalUnit.Day, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    };

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);

        // Every target is reached and compared before the first row moves.
#line (7,19)-(7,51) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result-{day}.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("zone_id", ColumnType.Int32, IsKey: true), new("trips", ColumnType.Int64), new("fares", ColumnType.Decimal(38, 2))], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (7,3)-(7,51) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "zone_id", "fare", "day"
                  FROM "trips"
                ),
                "result" AS (
                  SELECT "zone_id", count(*) AS "trips", sum("fare") AS "fares"
                  FROM "result_trips"
                  WHERE ("day" >= CAST(timezone('UTC', getvariable('interval_start')) AS DATE))
                    AND ("day" < CAST(timezone('UTC', getvariable('interval_end')) AS DATE))
                  GROUP BY 1
                )
                SELECT "zone_id", "trips", "fares"
                FROM "result"
                """,
            Columns =
            [
                new("zone_id", ColumnType.Int32, IsKey: true),
                new("trips", ColumnType.Int64),
                new("fares", ColumnType.Decimal(38, 2)),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
