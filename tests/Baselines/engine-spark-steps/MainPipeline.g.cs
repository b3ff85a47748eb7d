// Made by flowc 0.0.0 for baseline. The next build writes it again.
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;

/// <summary>Pipeline `main` of main.flow:17:1.</summary>
internal sealed class MainPipeline(Connections connections) : BatchPipeline
{
    public override PipelineDefinition Definition { get; } = new("main", "main.flow", 17);

    public override IReadOnlyList<ICommitRecord> CommitRecords => [connections.Pg];

    public override bool WritesFiles => true;

    protected override async Task ExecuteAsync(BatchRun run, CancellationToken cancel)
    {
        await using SparkBatch batch = await SparkBatch.OpenAsync(run, connections.Cluster, cancel);

        // Every target is reached and compared before the first row moves.
#line (18,18)-(18,40) "main.flow"
        BatchSink firstSink = connections.Pg.Table("mart.first", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(firstSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date)], cancel);
#line (19,16)-(19,47) "main.flow"
        BatchSink topSink = new FileSink(connections.Lake, "out/top.parquet", FileFormat.Parquet, new FileSinkOptions { Mode = FileWriteMode.Replace });
#line default
        await batch.CheckAsync(topSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date)], cancel);
#line (20,18)-(20,40) "main.flow"
        BatchSink knownSink = connections.Pg.Table("mart.known", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(knownSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date)], cancel);
#line (21,20)-(21,44) "main.flow"
        BatchSink unknownSink = connections.Pg.Table("mart.unknown", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(unknownSink, [new("id", ColumnType.Int64, IsKey: true), new("grp", ColumnType.Text, Nullable: true), new("n", ColumnType.Int32, Nullable: true), new("on_day", ColumnType.Date)], cancel);
#line (22,17)-(22,38) "main.flow"
        BatchSink bothSink = connections.Pg.Table("mart.both", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(bothSink, [new("left_id", ColumnType.Int64, Nullable: true), new("right_id", ColumnType.Int64, Nullable: true)], cancel);
#line (23,19)-(23,42) "main.flow"
        BatchSink rankedSink = connections.Pg.Table("mart.ranked", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(rankedSink, [new("id", ColumnType.Int64, IsKey: true), new("place", ColumnType.Int64), new("before", ColumnType.Int32, Nullable: true)], cancel);
#line (24,20)-(24,44) "main.flow"
        BatchSink numbersSink = connections.Pg.Table("mart.numbers", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(numbersSink, [new("on_day", ColumnType.Date, IsKey: true), new("least", ColumnType.Text, Nullable: true), new("all", ColumnType.Text, Nullable: true), new("middle", ColumnType.Float64, Nullable: true), new("spread", ColumnType.Float64, Nullable: true), new("total", ColumnType.Int64, Nullable: true), new("kinds", ColumnType.Int64), new("newest", ColumnType.Int32, Nullable: true)], cancel);

#line (5,8)-(5,12) "main.flow"
        await batch.ReadAsync(Sources.Rows(connections), "rows", cancel);
#line default

#line (6,8)-(6,14) "main.flow"
        await batch.ReadAsync(Sources.Others(connections, needsOrigin: false), "others", cancel);
#line default

#line (18,3)-(18,58) "main.flow"
        await batch.WriteAsync(new WriteRequest("first")
        {
            Sink = firstSink,
            Sql = """
                WITH `first_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `first` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM (
                    SELECT *, row_number() OVER (PARTITION BY `grp` ORDER BY `on_day` DESC NULLS LAST, `id` NULLS LAST, `n` NULLS LAST) AS `__number`
                    FROM `first_rows`
                  ) AS numbered
                  WHERE `__number` = 1
                )
                SELECT `id`, `grp`, `n`, `on_day`
                FROM `first`
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
            ],
        }, cancel);
#line default

#line (19,3)-(19,47) "main.flow"
        await batch.WriteAsync(new WriteRequest("top")
        {
            Sink = topSink,
            Sql = """
                WITH `top_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `top_take_values` AS (
                  SELECT *, flow_upper(`grp`) AS `__1`
                  FROM `top_rows`
                ),
                `top` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `top_take_values`
                  ORDER BY `__1` DESC NULLS LAST, `id` NULLS LAST, `grp` NULLS LAST, `n` NULLS LAST, `on_day` NULLS LAST
                  LIMIT 2
                )
                SELECT `id`, `grp`, `n`, `on_day`
                FROM `top`
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
            ],
        }, cancel);
#line default

#line (20,3)-(20,58) "main.flow"
        await batch.WriteAsync(new WriteRequest("known")
        {
            Sink = knownSink,
            Sql = """
                WITH `known_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `known_others` AS (
                  SELECT `id`
                  FROM `others`
                ),
                `known` AS (
                  SELECT l.`id`, l.`grp`, l.`n`, l.`on_day`
                  FROM `known_rows` AS l LEFT SEMI JOIN `known_others` AS r ON l.`id` = r.`id`
                )
                SELECT `id`, `grp`, `n`, `on_day`
                FROM `known`
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
            ],
        }, cancel);
#line default

#line (21,3)-(21,62) "main.flow"
        await batch.WriteAsync(new WriteRequest("unknown")
        {
            Sink = unknownSink,
            Sql = """
                WITH `unknown_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `unknown_others` AS (
                  SELECT `id`
                  FROM `others`
                ),
                `unknown` AS (
                  SELECT l.`id`, l.`grp`, l.`n`, l.`on_day`
                  FROM `unknown_rows` AS l LEFT ANTI JOIN `unknown_others` AS r ON l.`id` = r.`id`
                )
                SELECT `id`, `grp`, `n`, `on_day`
                FROM `unknown`
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("grp", ColumnType.Text, Nullable: true),
                new("n", ColumnType.Int32, Nullable: true),
                new("on_day", ColumnType.Date),
            ],
        }, cancel);
#line default

#line (22,3)-(22,56) "main.flow"
        await batch.WriteAsync(new WriteRequest("both")
        {
            Sink = bothSink,
            Sql = """
                WITH `both_rows` AS (
                  SELECT `id`, `n`
                  FROM `rows`
                ),
                `both_others` AS (
                  SELECT `id`
                  FROM `others`
                ),
                `both_join` AS (
                  SELECT l.`id`, r.`id` AS `o.id`
                  FROM `both_rows` AS l FULL JOIN `both_others` AS r ON (l.`id` = r.`id`) AND (l.`n` > 3)
                ),
                `both` AS (
                  SELECT `id` AS `left_id`, `o.id` AS `right_id`
                  FROM `both_join`
                )
                SELECT `left_id`, `right_id`
                FROM `both`
                """,
            Columns =
            [
                new("left_id", ColumnType.Int64, Nullable: true),
                new("right_id", ColumnType.Int64, Nullable: true),
            ],
        }, cancel);
#line default

#line (23,3)-(23,60) "main.flow"
        await batch.WriteAsync(new WriteRequest("ranked")
        {
            Sink = rankedSink,
            Sql = """
                WITH `ranked_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `ranked_select_values` AS (
                  SELECT
                    *,
                    CAST(rank() OVER (PARTITION BY `grp` ORDER BY `n` DESC NULLS LAST) AS BIGINT) AS `__1`,
                    lag(`n`, 2, 0) OVER (PARTITION BY `grp` ORDER BY `n` NULLS LAST, `id` NULLS LAST, `on_day` NULLS LAST) AS `__2`
                  FROM `ranked_rows`
                ),
                `ranked` AS (
                  SELECT `id`, `__1` AS `place`, `__2` AS `before`
                  FROM `ranked_select_values`
                )
                SELECT `id`, `place`, `before`
                FROM `ranked`
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
                WITH `numbers_rows` AS (
                  SELECT `id`, `grp`, `n`, `on_day`
                  FROM `rows`
                ),
                `numbers_aggregate` AS (
                  SELECT
                    `on_day`,
                    min(`grp`) AS `least`,
                    (CASE WHEN count(`grp`) > 0 THEN array_join(transform(array_sort(collect_list(CASE WHEN `grp` IS NOT NULL THEN named_struct('v', `grp`, 'k0', `grp`, 'k1', `id`, 'k2', `n`, 'k3', `on_day`) END), (l, r) -> CASE WHEN l.k0 IS NOT DISTINCT FROM r.k0 THEN CASE WHEN l.k1 IS NOT DISTINCT FROM r.k1 THEN CASE WHEN l.k2 IS NOT DISTINCT FROM r.k2 THEN CASE WHEN l.k3 IS NOT DISTINCT FROM r.k3 THEN 0 WHEN l.k3 IS NULL THEN 1 WHEN r.k3 IS NULL THEN -1 WHEN l.k3 < r.k3 THEN -1 ELSE 1 END WHEN l.k2 IS NULL THEN 1 WHEN r.k2 IS NULL THEN -1 WHEN l.k2 < r.k2 THEN -1 ELSE 1 END WHEN l.k1 IS NULL THEN 1 WHEN r.k1 IS NULL THEN -1 WHEN l.k1 < r.k1 THEN -1 ELSE 1 END WHEN l.k0 IS NULL THEN 1 WHEN r.k0 IS NULL THEN -1 WHEN l.k0 < r.k0 THEN -1 ELSE 1 END), s -> s.v), ', ') END) AS `all`,
                    percentile(CAST(`n` AS DOUBLE), 0.5D) AS `middle`,
                    (CASE WHEN coalesce(max(abs(CAST(`n` AS DOUBLE))) >= double('Infinity'), false) THEN CASE WHEN count(CAST(`n` AS DOUBLE)) > 1 THEN double('NaN') END WHEN coalesce(max(abs(CAST(`n` AS DOUBLE))) > 1e150D, false) THEN NULL ELSE stddev_samp(CASE WHEN abs(CAST(`n` AS DOUBLE)) <= 1e150D THEN CAST(`n` AS DOUBLE) END) END) AS `__aggregate4`,
                    (NOT coalesce(max(abs(CAST(`n` AS DOUBLE))) >= double('Infinity'), false) AND coalesce(max(abs(CAST(`n` AS DOUBLE))) > 1e150D, false)) AS `__aggregate4_failed`,
                    sum(`n`) AS `__aggregate5`,
                    (count(`n`) > 0 AND sum(`n`) IS NULL) AS `__aggregate5_failed`,
                    count(DISTINCT `grp`) AS `kinds`,
                    try_element_at(transform(array_sort(collect_list(CASE WHEN `n` IS NOT NULL THEN named_struct('v', `n`, 'k0', `on_day`, 'k1', `id`, 'k2', `grp`, 'k3', `n`) END), (l, r) -> CASE WHEN l.k0 IS NOT DISTINCT FROM r.k0 THEN CASE WHEN l.k1 IS NOT DISTINCT FROM r.k1 THEN CASE WHEN l.k2 IS NOT DISTINCT FROM r.k2 THEN CASE WHEN l.k3 IS NOT DISTINCT FROM r.k3 THEN 0 WHEN l.k3 IS NULL THEN 1 WHEN r.k3 IS NULL THEN -1 WHEN l.k3 < r.k3 THEN -1 ELSE 1 END WHEN l.k2 IS NULL THEN 1 WHEN r.k2 IS NULL THEN -1 WHEN l.k2 < r.k2 THEN -1 ELSE 1 END WHEN l.k1 IS NULL THEN 1 WHEN r.k1 IS NULL THEN -1 WHEN l.k1 < r.k1 THEN -1 ELSE 1 END WHEN l.k0 IS NULL THEN 1 WHEN r.k0 IS NULL THEN -1 WHEN l.k0 < r.k0 THEN 1 ELSE -1 END), s -> s.v), -1) AS `newest`
                  FROM `numbers_rows`
                  GROUP BY 1
                ),
                `numbers_aggregate_sites` AS (
                  SELECT *, CASE WHEN `__aggregate4_failed` THEN 1 WHEN `__aggregate5_failed` THEN 2 END AS `__at`
                  FROM `numbers_aggregate`
                ),
                `numbers` AS (
                  SELECT
                    `on_day`,
                    `least`,
                    `all`,
                    `middle`,
                    `__aggregate4` AS `spread`,
                    `__aggregate5` AS `total`,
                    `kinds`,
                    `newest`,
                    `__at` AS `__site`,
                    CASE
                      WHEN `__at` BETWEEN 1 AND 2 THEN concat('{"on_day":', coalesce(('"' || CAST(`on_day` AS STRING) || '"'), 'null'), ',"least":', coalesce(regexp_extract(to_json(array(`least`)), '(?s)^.(.*).$', 1), 'null'), ',"all":', coalesce(regexp_extract(to_json(array(`all`)), '(?s)^.(.*).$', 1), 'null'), ',"middle":', coalesce(CASE WHEN abs(`middle`) < double('Infinity') THEN flow_float64_text(`middle`) ELSE ('"' || flow_float64_text(`middle`) || '"') END, 'null'), ',"kinds":', coalesce(CASE WHEN `kinds` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`kinds` AS STRING) ELSE ('"' || CAST(`kinds` AS STRING) || '"') END, 'null'), ',"newest":', coalesce(CAST(`newest` AS STRING), 'null'), '}')
                    END AS `__input`
                  FROM `numbers_aggregate_sites`
                )
                SELECT
                  `on_day`,
                  `least`,
                  `all`,
                  `middle`,
                  `spread`,
                  `total`,
                  `kinds`,
                  `newest`,
                  `__site`,
                  `__input`,
                  CAST(NULL AS STRING) AS `__file`,
                  CAST(NULL AS BIGINT) AS `__row`
                FROM `numbers`
                """,
            Columns =
            [
                new("on_day", ColumnType.Date, IsKey: true),
                new("least", ColumnType.Text, Nullable: true),
                new("all", ColumnType.Text, Nullable: true),
                new("middle", ColumnType.Float64, Nullable: true),
                new("spread", ColumnType.Float64, Nullable: true),
                new("total", ColumnType.Int64, Nullable: true),
                new("kinds", ColumnType.Int64),
                new("newest", ColumnType.Int32, Nullable: true),
            ],
            Sites =
            [
                new(1, FailureAction.Fail, "numbers: aggregate", "overflow in `stddev(n)`", "main.flow", 15, 100),
                new(2, FailureAction.Fail, "numbers: aggregate", "overflow in `sum(n)`", "main.flow", 15, 119),
            ],
        }, cancel);
#line default

        // Files were written aside and databases hold open transactions: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
