// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

/// <summary>Pipeline `big` of main.flow:4:1.</summary>
internal sealed class BigPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("big", "main.flow", 4);

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using SparkBatch batch = await SparkBatch.OpenAsync(run, connections.Cluster, cancel);

        // Every target is reached and compared before the first row moves.
#line (5,18)-(5,51) "main.flow"
        BatchSink tripsSink = new FileSink(connections.Lake, "out/trips.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await batch.CheckAsync(tripsSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("fare", ColumnType.Decimal(12, 2))], cancel);

#line (3,8)-(3,13) "main.flow"
        await batch.ReadAsync(Sources.Trips(connections, needsOrigin: false), "trips", cancel);
#line default

#line (5,3)-(5,51) "main.flow"
        await batch.WriteAsync(new WriteRequest("trips")
        {
            Sink = tripsSink,
            Sql = """
                SELECT `trip_id`, `fare`
                FROM `trips`
                """,
            Columns =
            [
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
