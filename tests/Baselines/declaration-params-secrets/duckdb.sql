-- ReadSource trips

-- WriteRelation result
WITH "result_trips_values" AS (
  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
  FROM "trips"
),
"result_trips_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
    END AS "__at"
  FROM "result_trips_values"
),
"result_trips" AS (
  SELECT
    "__1" AS "trip_id",
    "__2" AS "fare",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "result_trips_sites"
),
"result_where" AS (
  SELECT
    "trip_id",
    "fare",
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce("fare" >= CAST(getvariable('param_limit') AS DECIMAL(12, 2)), false) THEN 6
    END AS "__site",
    "__input",
    "__file",
    "__row"
  FROM "result_trips"
),
"result" AS (
  SELECT
    "trip_id",
    "fare",
    CAST(getvariable('param_env') AS VARCHAR) AS "environment",
    "__site",
    "__input",
    "__file",
    "__row"
  FROM "result_where"
)
SELECT "trip_id", "fare", "environment", "__site", "__input", "__file", "__row"
FROM "result";
-- site 1: Fail at trips: read 7:8: the record can't be read
-- site 2: Fail at trips: read 7:8: `trip_id` is missing
-- site 3: Fail at trips: read 7:8: `trip_id` is not an int64
-- site 4: Fail at trips: read 7:8: `fare` is missing
-- site 5: Fail at trips: read 7:8: `fare` is not a decimal(12, 2)
-- site 6: Filter at result: where 11:5: not fare >= limit
