-- ReadSource rows

-- ReadSource others

-- WriteRelation first
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
FROM "first";

-- WriteRelation top
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
FROM "top";

-- WriteRelation known
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
FROM "known";

-- WriteRelation unknown
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
FROM "unknown";

-- WriteRelation both
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
FROM "both";

-- WriteRelation tagged
WITH "tagged_rows" AS (
  SELECT "id", "tags"
  FROM "rows"
),
"tagged" AS (
  SELECT "id", "tags", unnest("tags") AS "tag"
  FROM "tagged_rows"
)
SELECT "id", "tags", "tag"
FROM "tagged";

-- WriteRelation ranked
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
FROM "ranked";

-- WriteRelation numbers
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
FROM "numbers";
-- site 1: Fail at numbers: aggregate 14:128: overflow in `stddev(n)`
