// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:16:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 16);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using PostgresBatch batch = await PostgresBatch.OpenAsync(run, connections.Pg, cancel);

        // Every target is reached and compared before the first row moves.
#line (17,18)-(17,40) "main.flow"
        BatchSink firstSink = connections.Pg.Table("mart.first", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(firstSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date), new("tags", ColumnType.List(ColumnType.Text))], cancel);
#line (18,16)-(18,36) "main.flow"
        BatchSink topSink = connections.Pg.Table("mart.top", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(topSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date), new("tags", ColumnType.List(ColumnType.Text))], cancel);
#line (19,18)-(19,40) "main.flow"
        BatchSink knownSink = connections.Pg.Table("mart.known", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(knownSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date), new("tags", ColumnType.List(ColumnType.Text))], cancel);
#line (20,20)-(20,44) "main.flow"
        BatchSink unknownSink = connections.Pg.Table("mart.unknown", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(unknownSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date), new("tags", ColumnType.List(ColumnType.Text))], cancel);
#line (21,17)-(21,38) "main.flow"
        BatchSink bothSink = connections.Pg.Table("mart.both", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(bothSink, [new("left_id", ColumnType.Int64, Nullable: true), new("right_id", ColumnType.Int64, Nullable: true)], cancel);
#line (22,19)-(22,42) "main.flow"
        BatchSink taggedSink = connections.Pg.Table("mart.tagged", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(taggedSink, [new("id", ColumnType.Int64), new("tags", ColumnType.List(ColumnType.Text)), new("tag", ColumnType.Text)], cancel);
#line (23,19)-(23,42) "main.flow"
        BatchSink rankedSink = connections.Pg.Table("mart.ranked", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(rankedSink, [new("id", ColumnType.Int64, IsKey: true), new("place", ColumnType.Int64), new("before", ColumnType.Int32, Nullable: true)], cancel);
#line (24,20)-(24,44) "main.flow"
        BatchSink numbersSink = connections.Pg.Table("mart.numbers", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(numbersSink, [new("on_day", ColumnType.Date, IsKey: true), new("least", ColumnType.Text, Nullable: true), new("all", ColumnType.Text, Nullable: true), new("list", ColumnType.List(ColumnType.Int32), Nullable: true), new("middle", ColumnType.Float64, Nullable: true), new("spread", ColumnType.Float64, Nullable: true), new("kinds", ColumnType.Int64), new("newest", ColumnType.Int32, Nullable: true)], cancel);

#line (3,8)-(3,12) "main.flow"
        await batch.ReadAsync(Sources.Rows(connections), "rows", cancel);
#line default

#line (4,8)-(4,14) "main.flow"
        await batch.ReadAsync(Sources.Others(connections), "others", cancel);
#line default

#line (17,3)-(17,58) "main.flow"
        await batch.WriteAsync(new WriteRequest("first")
        {
            Sink = firstSink,
            Sql = """
                WITH "first_rows" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM "rows"
                ),
                "first" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM (
                    SELECT *, row_number() OVER (PARTITION BY ("grp" COLLATE "C") ORDER BY "on_day" DESC NULLS LAST, "id" NULLS LAST, "n" NULLS LAST) AS "__number"
                    FROM "first_rows"
                  ) AS numbered
                  WHERE "__number" = 1
                )
                SELECT "id", "grp", "n", "on_day", "tags"
                FROM "first"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
                new("tags", ColumnType.List(ColumnType.Text)),
            ],
        }, cancel);
#line default

#line (18,3)-(18,54) "main.flow"
        await batch.WriteAsync(new WriteRequest("top")
        {
            Sink = topSink,
            Sql = """
                WITH "top_rows" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM "rows"
                ),
                "top" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM (
                    SELECT *, row_number() OVER (PARTITION BY "on_day" ORDER BY ("grp" COLLATE "C") DESC NULLS LAST, "id" NULLS LAST, "n" NULLS LAST) AS "__number"
                    FROM "top_rows"
                  ) AS numbered
                  WHERE "__number" <= 2
                )
                SELECT "id", "grp", "n", "on_day", "tags"
                FROM "top"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
                new("tags", ColumnType.List(ColumnType.Text)),
            ],
        }, cancel);
#line default

#line (19,3)-(19,58) "main.flow"
        await batch.WriteAsync(new WriteRequest("known")
        {
            Sink = knownSink,
            Sql = """
                WITH "known_rows" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM "rows"
                ),
                "known_others" AS (
                  SELECT "id"
                  FROM "others"
                ),
                "known" AS (
                  SELECT l."id", l."grp", l."n", l."on_day", l."tags"
                  FROM "known_rows" AS l
                  WHERE EXISTS (SELECT 1 FROM "known_others" AS r WHERE l."id" = r."id")
                )
                SELECT "id", "grp", "n", "on_day", "tags"
                FROM "known"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
                new("tags", ColumnType.List(ColumnType.Text)),
            ],
        }, cancel);
#line default

#line (20,3)-(20,62) "main.flow"
        await batch.WriteAsync(new WriteRequest("unknown")
        {
            Sink = unknownSink,
            Sql = """
                WITH "unknown_rows" AS (
                  SELECT "id", "grp", "n", "on_day", "tags"
                  FROM "rows"
                ),
                "unknown_others" AS (
                  SELECT "id"
                  FROM "others"
                ),
                "unknown" AS (
                  SELECT l."id", l."grp", l."n", l."on_day", l."tags"
                  FROM "unknown_rows" AS l
                  WHERE NOT EXISTS (SELECT 1 FROM "unknown_others" AS r WHERE l."id" = r."id")
                )
                SELECT "id", "grp", "n", "on_day", "tags"
                FROM "unknown"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
                new("tags", ColumnType.List(ColumnType.Text)),
            ],
        }, cancel);
#line default

#line (21,3)-(21,56) "main.flow"
        await batch.WriteAsync(new WriteRequest("both")
        {
            Sink = bothSink,
            Sql = """
                WITH "both_rows" AS (
                  SELECT "id", "n"
                  FROM "rows"
                ),
                "both_others" AS (
                  SELECT "id"
                  FROM "others"
                ),
                "both_join" AS (
                  SELECT l."id", r."id" AS "o.id"
                  FROM "both_rows" AS l FULL JOIN "both_others" AS r ON (l."id" = r."id") AND (l."n" > 3)
                ),
                "both" AS (
                  SELECT "id" AS "left_id", "o.id" AS "right_id"
                  FROM "both_join"
                )
                SELECT "left_id", "right_id"
                FROM "both"
                """,
            Columns =
            [
                new("left_id", ColumnType.Int64, Nullable: true),
                new("right_id", ColumnType.Int64, Nullable: true),
            ],
        }, cancel);
#line default

#line (22,3)-(22,60) "main.flow"
        await batch.WriteAsync(new WriteRequest("tagged")
        {
            Sink = taggedSink,
            Sql = """
                WITH "tagged_rows" AS (
                  SELECT "id", "tags"
                  FROM "rows"
                ),
                "tagged" AS (
                  SELECT "id", "tags", unnest("tags") AS "tag"
                  FROM "tagged_rows"
                )
                SELECT "id", "tags", "tag"
                FROM "tagged"
                """,
            Columns =
            [
                new("id", ColumnType.Int64),
                new("tags", ColumnType.List(ColumnType.Text)),
                new("tag", ColumnType.Text),
            ],
        }, cancel);
#line default

#line (23,3)-(23,60) "main.flow"
        await batch.WriteAsync(new WriteRequest("ranked")
        {
            Sink = rankedSink,
            Sql = """
                WITH "ranked_rows" AS (
                  SELECT "id", "grp", "n", "on_day"
                  FROM "rows"
                ),
                "ranked_select_values" AS (
                  SELECT
                    *,
                    rank() OVER (PARTITION BY ("grp" COLLATE "C") ORDER BY "n" DESC NULLS LAST) AS "__1",
                    lag("n", CAST(CAST(2 AS bigint) AS integer), 0) OVER (PARTITION BY ("grp" COLLATE "C") ORDER BY "n" NULLS LAST, "id" NULLS LAST, "on_day" NULLS LAST) AS "__2"
                  FROM "ranked_rows"
                  OFFSET 0
                ),
                "ranked" AS (
                  SELECT "id", "__1" AS "place", "__2" AS "before"
                  FROM "ranked_select_values"
                )
                SELECT "id", "place", "before"
                FROM "ranked"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("place", ColumnType.Int64),
                new("before", ColumnType.Int32, Nullable: true),
            ],
        }, cancel);
#line default

#line (24,3)-(24,80) "main.flow"
        await batch.WriteAsync(new WriteRequest("numbers")
        {
            Sink = numbersSink,
            Sql = """
                WITH "numbers_rows" AS (
                  SELECT "id", "grp", "n", "on_day"
                  FROM "rows"
                ),
                "numbers_aggregate" AS (
                  SELECT
                    "on_day",
                    min(("grp" COLLATE "C")) AS "least",
                    string_agg("grp", CAST(', ' AS text) ORDER BY ("grp" COLLATE "C") NULLS LAST, "id" NULLS LAST, "n" NULLS LAST, "on_day" NULLS LAST) AS "all",
                    array_agg("n" ORDER BY "n" NULLS LAST, "id" NULLS LAST, ("grp" COLLATE "C") NULLS LAST, "on_day" NULLS LAST) FILTER (WHERE "n" IS NOT NULL) AS "list",
                    flow.percentile_1(array_agg(CAST("n" AS double precision) ORDER BY CAST("n" AS double precision)) FILTER (WHERE CAST("n" AS double precision) IS NOT NULL), 0.5) AS "middle",
                    (CASE WHEN coalesce(bool_or(abs(CAST("n" AS double precision)) >= 'Infinity'), false) THEN CASE WHEN count(CAST("n" AS double precision)) > 1 THEN CAST('NaN' AS double precision) END WHEN coalesce(max(abs(CAST("n" AS double precision))) > 1e150, false) THEN NULL ELSE stddev_samp(CASE WHEN abs(CAST("n" AS double precision)) <= 1e150 THEN CAST("n" AS double precision) END) END) AS "__aggregate5",
                    (NOT coalesce(bool_or(abs(CAST("n" AS double precision)) >= 'Infinity'), false) AND coalesce(max(abs(CAST("n" AS double precision))) > 1e150, false)) AS "__aggregate5_failed",
                    count(DISTINCT "grp") AS "kinds",
                    flow.last_1("n" ORDER BY "on_day" NULLS LAST, "id" NULLS LAST, ("grp" COLLATE "C") NULLS LAST, "n" NULLS LAST) AS "newest"
                  FROM "numbers_rows"
                  GROUP BY 1
                ),
                "numbers_aggregate_sites" AS (
                  SELECT *, CASE WHEN "__aggregate5_failed" THEN 1 END AS "__at"
                  FROM "numbers_aggregate"
                  OFFSET 0
                ),
                "numbers" AS (
                  SELECT
                    "on_day",
                    "least",
                    "all",
                    "list",
                    "middle",
                    "__aggregate5" AS "spread",
                    "kinds",
                    "newest",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" = 1 THEN ('{"on_day":' || coalesce(('"' || CAST("on_day" AS text) || '"'), 'null') || ',"least":' || coalesce(CAST(to_json("least") AS text), 'null') || ',"all":' || coalesce(CAST(to_json("all") AS text), 'null') || ',"list":' || coalesce(CASE WHEN "list" IS NOT NULL THEN ('[' || coalesce((SELECT string_agg(coalesce(CAST(e0 AS text), 'null'), ',' ORDER BY n0) FROM unnest("list") WITH ORDINALITY AS t0(e0, n0)), '') || ']') END, 'null') || ',"middle":' || coalesce(CASE WHEN abs("middle") < CAST('Infinity' AS double precision) THEN flow.float_text_1("middle") ELSE ('"' || flow.float_text_1("middle") || '"') END, 'null') || ',"kinds":' || coalesce(CASE WHEN "kinds" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("kinds" AS text) ELSE ('"' || CAST("kinds" AS text) || '"') END, 'null') || ',"newest":' || coalesce(CAST("newest" AS text), 'null') || '}')
                    END AS "__input"
                  FROM "numbers_aggregate_sites"
                )
                SELECT
                  "on_day",
                  "least",
                  "all",
                  "list",
                  "middle",
                  "spread",
                  "kinds",
                  "newest",
                  "__site",
                  "__input",
                  CAST(NULL AS text) AS "__file",
                  CAST(NULL AS bigint) AS "__row"
                FROM "numbers"
                """,
            Columns =
            [
                new("on_day", ColumnType.Date, IsKey: true),
                new("least", ColumnType.Text, Nullable: true),
                new("all", ColumnType.Text, Nullable: true),
                new("list", ColumnType.List(ColumnType.Int32), Nullable: true),
                new("middle", ColumnType.Float64, Nullable: true),
                new("spread", ColumnType.Float64, Nullable: true),
                new("kinds", ColumnType.Int64),
                new("newest", ColumnType.Int32, Nullable: true),
            ],
            Sites =
            [
                new(1, FailureAction.Fail, "numbers: aggregate", "overflow in `stddev(n)`", "main.flow", 14, 128),
            ],
        }, cancel);
#line default

        // All of it was done in one transaction of the database: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
