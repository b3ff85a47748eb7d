// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:15:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 15);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using PostgresBatch batch = await PostgresBatch.OpenAsync(run, connections.Pg, cancel);

        // Every target is reached and compared before the first row moves.
#line (16,66)-(16,90) "main.flow"
        BatchSink rejects = connections.Pg.Table("mart.rejects", new TableOptions { Mode = WriteMode.Append });
#line default
        await batch.CheckAsync(rejects, RejectColumns.All, cancel);
#line (16,18)-(16,40) "main.flow"
        BatchSink cleanSink = connections.Pg.Table("mart.trips", new TableOptions { Mode = WriteMode.Upsert });
#line default
        await batch.CheckAsync(cleanSink, [new("trip_id", ColumnType.Int64, IsKey: true), new("zone_id", ColumnType.Int32), new("pickup_local", ColumnType.DateTime), new("fare", ColumnType.Decimal(12, 2)), new("tip", ColumnType.Decimal(12, 2), Nullable: true), new("note", ColumnType.Text, Nullable: true), new("pickup", ColumnType.Instant), new("share", ColumnType.Decimal(38, 6), Nullable: true)], cancel);
#line (17,20)-(17,44) "main.flow"
        BatchSink byHourSink = connections.Pg.Table("mart.by_hour", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(byHourSink, [new("borough", ColumnType.Text, IsKey: true), new("hour", ColumnType.Instant, IsKey: true), new("trips", ColumnType.Int64), new("revenue", ColumnType.Decimal(38, 2)), new("avg_tip", ColumnType.Decimal(38, 6), Nullable: true)], cancel);

#line (3,8)-(3,13) "main.flow"
        await batch.ReadAsync(Sources.Trips(connections), "trips", cancel);
#line default

#line (5,8)-(5,13) "main.flow"
        await batch.ReadAsync(Sources.Zones(connections), "zones", cancel);
#line default

        // clean: computed once, kept and rejected rows split.
#line (9,5)-(9,125) "main.flow"
        await batch.StageAsync(new Stage("clean")
        {
            Sql = """
                WITH "clean_trips" AS (
                  SELECT "trip_id", "zone_id", "pickup_local", "fare", "tip", "note"
                  FROM "trips"
                ),
                "clean_where" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "pickup_local",
                    "fare",
                    "tip",
                    "note",
                    CASE WHEN NOT coalesce("fare" > CAST('0.00' AS numeric(12, 2)), false) THEN 1 END AS "__site"
                  FROM "clean_trips"
                ),
                "clean_derive_values" AS (
                  SELECT *, flow.at_zone_1("pickup_local", 'America/New_York', false) AS "__1"
                  FROM "clean_where"
                  OFFSET 0
                ),
                "clean_derive_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__site" IS NOT NULL THEN "__site"
                      WHEN ("pickup_local" IS NOT NULL AND "__1" IS NULL) THEN 2
                    END AS "__at"
                  FROM "clean_derive_values"
                  OFFSET 0
                ),
                "clean_derive" AS (
                  SELECT
                    "trip_id",
                    "zone_id",
                    "pickup_local",
                    "fare",
                    "tip",
                    "note",
                    "__1" AS "pickup",
                    flow.divide_1("tip", "fare", 2000000, 0.000001, 100000000000000000000000000000000) AS "share",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 2 THEN ('{"trip_id":' || coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS text) ELSE ('"' || CAST("trip_id" AS text) || '"') END, 'null') || ',"zone_id":' || coalesce(CAST("zone_id" AS text), 'null') || ',"pickup_local":' || coalesce(('"' || replace(CAST("pickup_local" AS text), ' ', 'T') || '"'), 'null') || ',"fare":' || coalesce(('"' || CAST("fare" AS text) || '"'), 'null') || ',"tip":' || coalesce(('"' || CAST("tip" AS text) || '"'), 'null') || ',"note":' || coalesce(CAST(to_json("note") AS text), 'null') || '}')
                    END AS "__input"
                  FROM "clean_derive_sites"
                )
                SELECT
                  "trip_id",
                  "zone_id",
                  "pickup_local",
                  "fare",
                  "tip",
                  "note",
                  "pickup",
                  "share",
                  "__site",
                  "__input",
                  CAST(NULL AS text) AS "__file",
                  CAST(NULL AS bigint) AS "__row"
                FROM "clean_derive"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("pickup_local", ColumnType.DateTime),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2), Nullable: true),
                new("note", ColumnType.Text, Nullable: true),
                new("pickup", ColumnType.Instant),
                new("share", ColumnType.Decimal(38, 6), Nullable: true),
            ],
            RowsFrom = "trips",
            Sites =
            [
                new(1, FailureAction.Filter, "clean: where", "not fare > 0", "main.flow", 8, 5),
                new(2, FailureAction.Reject, "clean: derive", "no such local time", "main.flow", 9, 21),
            ],
            Rejects = rejects,
            Expectations =
            [
                new("unique(trip_id)", Severity.Fail, """
                    WITH "__groups" AS (
                      SELECT "trip_id", count(*) AS "__rows"
                      FROM "clean"
                      GROUP BY 1
                    )
                    SELECT
                      count(*) AS "violations",
                      min(('{"trip_id":' || coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS text) ELSE ('"' || CAST("trip_id" AS text) || '"') END, 'null') || '}')) AS "sample"
                    FROM "__groups"
                    WHERE "__rows" > 1
                    """, "main.flow", 14),
                new("references(zone_id, zones.zone_id)", Severity.Warn, """
                    SELECT
                      count(*) AS "violations",
                      min(('{"zone_id":' || coalesce(CAST("zone_id" AS text), 'null') || '}')) AS "sample"
                    FROM "clean" AS l
                    WHERE NOT EXISTS (SELECT 1 FROM "zones" AS r WHERE l."zone_id" = r."zone_id") AND (l."zone_id" IS NOT NULL)
                    """, "main.flow", 14),
            ],
        }, cancel);
#line default

#line (16,3)-(16,92) "main.flow"
        await batch.WriteAsync(new WriteRequest("clean")
        {
            Sink = cleanSink,
            Sql = """
                SELECT "trip_id", "zone_id", "pickup_local", "fare", "tip", "note", "pickup", "share"
                FROM "clean"
                """,
            Columns =
            [
                new("trip_id", ColumnType.Int64, IsKey: true),
                new("zone_id", ColumnType.Int32),
                new("pickup_local", ColumnType.DateTime),
                new("fare", ColumnType.Decimal(12, 2)),
                new("tip", ColumnType.Decimal(12, 2), Nullable: true),
                new("note", ColumnType.Text, Nullable: true),
                new("pickup", ColumnType.Instant),
                new("share", ColumnType.Decimal(38, 6), Nullable: true),
            ],
            RowsFrom = "clean",
        }, cancel);
#line default

#line (17,3)-(17,80) "main.flow"
        await batch.WriteAsync(new WriteRequest("by_hour")
        {
            Sink = byHourSink,
            Sql = """
                WITH "by_hour_zones" AS (
                  SELECT "zone_id", "borough"
                  FROM "zones"
                ),
                "by_hour_join" AS (
                  SELECT l."fare", l."tip", l."pickup", r."borough"
                  FROM "clean" AS l JOIN "by_hour_zones" AS r ON l."zone_id" = r."zone_id"
                ),
                "by_hour" AS (
                  SELECT
                    ("borough" COLLATE "C") AS "borough",
                    timezone('UTC', date_trunc('hour', timezone('UTC', "pickup"))) AS "hour",
                    count(*) AS "trips",
                    (CASE WHEN abs(sum("fare")) < 1000000000000000000000000000000000000 THEN sum("fare") END) AS "revenue",
                    flow.divide_1(sum("tip"), CAST(count("tip") AS numeric), 2000000, 0.000001, 100000000000000000000000000000000) AS "avg_tip"
                  FROM "by_hour_join"
                  GROUP BY 1, 2
                )
                SELECT "borough", "hour", "trips", "revenue", "avg_tip"
                FROM "by_hour"
                """,
            Columns =
            [
                new("borough", ColumnType.Text, IsKey: true),
                new("hour", ColumnType.Instant, IsKey: true),
                new("trips", ColumnType.Int64),
                new("revenue", ColumnType.Decimal(38, 2)),
                new("avg_tip", ColumnType.Decimal(38, 6), Nullable: true),
            ],
        }, cancel);
#line default

        // All of it was done in one transaction of the database: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
