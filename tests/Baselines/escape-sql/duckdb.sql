-- ReadSource trips

-- ReadSource zones

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "zone_id", "minutes", "fare"
  FROM "trips"
),
"__result_trips" AS (
  SELECT "zone_id", "minutes", "fare"
  FROM "result_trips"
),
"result_zones" AS (
  SELECT "zone_id", "borough"
  FROM "zones"
),
"result_where" AS (
  SELECT *
  FROM "result_zones"
  WHERE "borough" <> 'Unknown'
),
"__result_z" AS (
  SELECT "zone_id", "borough"
  FROM "result_where"
),
"result_sql" AS (
  WITH "trips" AS (
    SELECT *
    FROM "__result_trips"
  ),
  "z" AS (
    SELECT *
    FROM "__result_z"
  ),
  "__sql" AS (
select zone_id, regr_slope(fare, minutes) as score
    from trips join z using (zone_id)
    group by zone_id -- one a zone
  )
  SELECT "zone_id", "score"
  FROM "__sql"
),
"result_expect_sites" AS (
  SELECT *, CASE WHEN NOT coalesce("zone_id" IS NOT NULL, false) THEN 1 END AS "__at"
  FROM "result_sql"
),
"result_expect" AS (
  SELECT
    "zone_id",
    "score",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 1 THEN concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"score":', coalesce(CASE WHEN isfinite("score") THEN flow_float64_text("score") ELSE ('"' || flow_float64_text("score") || '"') END, 'null'), '}')
    END AS "__input"
  FROM "result_expect_sites"
),
"result" AS (
  SELECT
    "zone_id",
    "score",
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce("score" IS NOT NULL, false) THEN 2
    END AS "__site",
    "__input"
  FROM "result_expect"
)
SELECT
  "zone_id",
  "score",
  "__site",
  "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "result";
-- site 1: Fail at result: expect 9:8: `zone_id` is null, and the SQL's type says it never is
-- site 2: Filter at result: where 14:5: not score is not null
