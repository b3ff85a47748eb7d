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
#line (17,19)-(17,42) "main.flow"
        BatchSink valuesSink = connections.Pg.Table("mart.values", new TableOptions { Mode = WriteMode.Replace });
#line default
        await batch.CheckAsync(valuesSink, [new("id", ColumnType.Int64, IsKey: true), new("sum", ColumnType.Int32), new("quotient", ColumnType.Float64, Nullable: true), new("whole", ColumnType.Int32), new("scaled", ColumnType.Float64), new("share", ColumnType.Decimal(38, 6), Nullable: true), new("narrow", ColumnType.Int16), new("number", ColumnType.Decimal(8, 3), Nullable: true), new("day", ColumnType.Date), new("text", ColumnType.Text), new("name", ColumnType.Text), new("code", ColumnType.Text, Nullable: true), new("path", ColumnType.Int64, Nullable: true), new("field", ColumnType.Int32), new("item", ColumnType.Int32, Nullable: true), new("entry", ColumnType.Int32, Nullable: true), new("later", ColumnType.DateTime), new("shown", ColumnType.Text), new("priced", ColumnType.Decimal(16, 4)), new("pair", ColumnType.Struct(new Column("f", ColumnType.Int32), new Column("g", ColumnType.Text))), new("list", ColumnType.List(ColumnType.Int32)), new("like", ColumnType.Bool), new("ordered", ColumnType.Bool), new("either", ColumnType.Bool)], cancel);

#line (4,8)-(4,12) "main.flow"
        await batch.ReadAsync(Sources.Rows(connections), "rows", cancel);
#line default

#line (17,3)-(17,78) "main.flow"
        await batch.WriteAsync(new WriteRequest("values")
        {
            Sink = valuesSink,
            Sql = """
                WITH "values_rows" AS (
                  SELECT "id", "a", "b", "x", "d", "t", "at", "j", "s", "xs", "m"
                  FROM "rows"
                ),
                "values_select_values" AS (
                  SELECT
                    *,
                    flow.add_1("a", "b") AS "__1",
                    flow.div_1("a", "b") AS "__2",
                    (CASE WHEN "a" BETWEEN -32768 AND 32767 THEN CAST("a" AS smallint) END) AS "__3",
                    flow.read_date_1("t") AS "__4",
                    flow.read_int64_1(flow.json_text_1(("j" -> 'a' -> 'b' -> 1))) AS "__5",
                    flow.shift_1("at", INTERVAL '0 months 0 days 5400000000 microseconds') AS "__6",
                    flow.div_1("b", "a") AS "__7"
                  FROM "values_rows"
                  OFFSET 0
                ),
                "values_select_sites" AS (
                  SELECT
                    *,
                    CASE
                      WHEN "__1" IS NULL THEN 1
                      WHEN "__3" IS NULL THEN 2
                      WHEN "__4" IS NULL THEN 3
                      WHEN ("at" IS NOT NULL AND "__6" IS NULL) THEN 4
                    END AS "__at"
                  FROM "values_select_values"
                  OFFSET 0
                ),
                "values" AS (
                  SELECT
                    "id",
                    "__1" AS "sum",
                    flow.quotient_1("a", "b") AS "quotient",
                    CASE WHEN "__2" IS NULL THEN 0 ELSE "__2" END AS "whole",
                    flow.multiply_1("x", CAST('2' AS double precision)) AS "scaled",
                    flow.divide_1("d", CAST('3.00' AS numeric(3, 2)), 2000000, 0.000001, 100000000000000000000000000000000) AS "share",
                    "__3" AS "narrow",
                    flow.read_decimal_1("t", 3, 100000) AS "number",
                    "__4" AS "day",
                    flow.float_text_1("x") AS "text",
                    flow.upper_1("t") AS "name",
                    regexp_substr(("t" COLLATE "C"), '[A-Z]+-([0-9]+)', 1, 1, 'c', 1) AS "code",
                    CASE
                      WHEN NOT (flow.json_text_1(("j" -> 'a' -> 'b' -> 1)) IS NOT NULL AND "__5" IS NULL) THEN "__5"
                    END AS "path",
                    CAST(("s" -> 'f') #>> '{}' AS integer) AS "field",
                    ("xs")[CAST(CASE WHEN CAST(1 AS bigint) BETWEEN 1 AND 2147483647 THEN CAST(1 AS bigint) END AS integer)] AS "item",
                    CAST(("m" -> 'k') #>> '{}' AS integer) AS "entry",
                    "__6" AS "later",
                    to_char(timezone('UTC', CAST(current_setting('flow.now') AS timestamptz)), 'YYYY"-"MM"-"DD') AS "shown",
                    ("d" * CAST(current_setting('flow.param_rate', true) AS numeric(4, 2))) AS "priced",
                    jsonb_build_object('f', "a", 'g', "t") AS "pair",
                    CAST(ARRAY["a", "b"] AS integer[]) AS "list",
                    ("t" LIKE 'a%' ESCAPE '\') AS "like",
                    ("t" COLLATE "C") < 'b' AS "ordered",
                    ("a" > 0) OR (CASE WHEN "__7" IS NULL THEN 0 ELSE "__7" END > 1) AS "either",
                    "__at" AS "__site",
                    CASE
                      WHEN "__at" BETWEEN 1 AND 4 THEN ('{"id":' || coalesce(CASE WHEN "id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("id" AS text) ELSE ('"' || CAST("id" AS text) || '"') END, 'null') || ',"a":' || coalesce(CAST("a" AS text), 'null') || ',"b":' || coalesce(CAST("b" AS text), 'null') || ',"x":' || coalesce(CASE WHEN abs("x") < CAST('Infinity' AS double precision) THEN flow.float_text_1("x") ELSE ('"' || flow.float_text_1("x") || '"') END, 'null') || ',"d":' || coalesce(('"' || CAST("d" AS text) || '"'), 'null') || ',"t":' || coalesce(CAST(to_json("t") AS text), 'null') || ',"at":' || coalesce(('"' || replace(CAST("at" AS text), ' ', 'T') || '"'), 'null') || ',"j":' || coalesce(CAST("j" AS text), 'null') || ',"s":' || coalesce(CASE WHEN "s" IS NOT NULL THEN ('{"f":' || coalesce(CAST(CAST(("s" -> 'f') #>> '{}' AS integer) AS text), 'null') || ',"g":' || coalesce(CAST(to_json((("s" -> 'g') #>> '{}')) AS text), 'null') || '}') END, 'null') || ',"xs":' || coalesce(CASE WHEN "xs" IS NOT NULL THEN ('[' || coalesce((SELECT string_agg(coalesce(CAST(e0 AS text), 'null'), ',' ORDER BY n0) FROM unnest("xs") WITH ORDINALITY AS t0(e0, n0)), '') || ']') END, 'null') || ',"m":' || coalesce(CASE WHEN "m" IS NOT NULL THEN ('{' || coalesce((SELECT string_agg((CAST(to_json(k0) AS text) || ':' || coalesce(CAST(CAST(e0 #>> '{}' AS integer) AS text), 'null')), ',' ORDER BY k0 COLLATE "C") FROM jsonb_each("m") AS t0(k0, e0)), '') || '}') END, 'null') || '}')
                    END AS "__input"
                  FROM "values_select_sites"
                )
                SELECT
                  "id",
                  "sum",
                  "quotient",
                  "whole",
                  "scaled",
                  "share",
                  "narrow",
                  "number",
                  "day",
                  "text",
                  "name",
                  "code",
                  "path",
                  "field",
                  "item",
                  "entry",
                  "later",
                  "shown",
                  "priced",
                  "pair",
                  "list",
                  "like",
                  "ordered",
                  "either",
                  "__site",
                  "__input",
                  CAST(NULL AS text) AS "__file",
                  CAST(NULL AS bigint) AS "__row"
                FROM "values"
                """,
            Columns =
            [
                new("id", ColumnType.Int64, IsKey: true),
                new("sum", ColumnType.Int32),
                new("quotient", ColumnType.Float64, Nullable: true),
                new("whole", ColumnType.Int32),
                new("scaled", ColumnType.Float64),
                new("share", ColumnType.Decimal(38, 6), Nullable: true),
                new("narrow", ColumnType.Int16),
                new("number", ColumnType.Decimal(8, 3), Nullable: true),
                new("day", ColumnType.Date),
                new("text", ColumnType.Text),
                new("name", ColumnType.Text),
                new("code", ColumnType.Text, Nullable: true),
                new("path", ColumnType.Int64, Nullable: true),
                new("field", ColumnType.Int32),
                new("item", ColumnType.Int32, Nullable: true),
                new("entry", ColumnType.Int32, Nullable: true),
                new("later", ColumnType.DateTime),
                new("shown", ColumnType.Text),
                new("priced", ColumnType.Decimal(16, 4)),
                new("pair", ColumnType.Struct(new Column("f", ColumnType.Int32), new Column("g", ColumnType.Text))),
                new("list", ColumnType.List(ColumnType.Int32)),
                new("like", ColumnType.Bool),
                new("ordered", ColumnType.Bool),
                new("either", ColumnType.Bool),
            ],
            RowsFrom = "rows",
            Sites =
            [
                new(1, FailureAction.Fail, "values: select", "overflow in `a + b`", "main.flow", 10, 22),
                new(2, FailureAction.Reject, "values: select", "too large", "main.flow", 11, 21),
                new(3, FailureAction.Fail, "values: select", "`t` is not a date", "main.flow", 12, 18),
                new(4, FailureAction.Fail, "values: select", "overflow in `at + 90m`", "main.flow", 13, 101),
            ],
        }, cancel);
#line default

        // All of it was done in one transaction of the database: now everything becomes visible.
        await run.CommitAsync(cancel);
    }
}
