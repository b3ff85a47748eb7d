// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:12:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 12);

    public override void LoadAhead() => DuckDbSession.LoadAhead();

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, cancel);
        duck.Add(ProgramFunctions.All);

        // Every target is reached and compared before the first row moves.
#line (13,19)-(13,45) "main.flow"
        BatchSink resultSink = new FileSink(connections.Lake, "out/result.csv", FileFormat.Csv, new FileSinkOptions { Mode = FileWriteMode.Replace, Csv = new CsvOptions { Format = new() } });
#line default
        await duck.CheckAsync(resultSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("fare", ColumnType.Decimal(12, 2)), new("note", ColumnType.Text, Nullable: true), new("clean", ColumnType.Text, Nullable: true), new("dear", ColumnType.Decimal(12, 4)), new("again", ColumnType.Text, Nullable: true)], cancel);

#line (3,8)-(3,13) "main.flow"
        await duck.ReadAsync(Sources.Trips(connections, needsOrigin: true), "trips", cancel);
#line default

#line (13,3)-(13,66) "main.flow"
        await duck.WriteAsync(new WriteRequest("result")
        {
            Sink = resultSink,
            Sql = """
                WITH "result_trips" AS (
                  SELECT "trip_id", "zone_id", "fare", "note", "__file", "__row"
                  FROM "trips"
                ),
                "result_derive_values" AS (
                  SELECT
                    *,
                    fn_normalise("note", 'nfc') AS "__1",
                    fn_rate("fare", "zone_id") AS "__3",
                    fn_normalise('x', 'nfd') AS "__4"
                  FROM "result_trips"
                ),
                "result_derive_values_2" AS (
                  SELECT *, struct_extract("__1", 'value') AS "__2", struct_extract("__4", 'value') AS "__5"
                  FROM "result_derive_values"
                ),
                "result_derive_sites" AS (
                  SELECT *, CASE WHEN ("__3" IS NULL) THEN 1 WHEN ("__4" IS NULL) THEN 2 END AS "__at"
                  FROM "result_derive_values_2"
                ),
                "result" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "fare",
                    "note",
                    CASE WHEN ("note" IS NOT NULL AND "__1" IS NULL) THEN 'odd' ELSE "__2" END AS "clean",
                    "__3" AS "dear",
                    "__5" AS "again",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 2 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), '}')
                    END AS "__input",
                    "__file",
                    "__row"
                  FROM "result_derive_sites"
                )
                SELECT "trip_id", "zone_id", "fare", "note", "clean", "dear", "again", "__site", "__input", "__file", "__row"
                FROM "result"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("fare", ColumnType.Decimal(12, 2)),
                new("note", ColumnType.Text, Nullable: true),
                new("clean", ColumnType.Text, Nullable: true),
                new("dear", ColumnType.Decimal(12, 4)),
                new("again", ColumnType.Text, Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Fail, "result: derive", "`rate(fare, zone: zone_id)` threw", "main.flow", 10, 56),
                new(2, FailureAction.Reject, "result: derive", "no", "main.flow", 10, 91),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
