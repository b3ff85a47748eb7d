-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "trip_id", "fare"
  FROM "trips"
),
"result" AS (
  SELECT
    "trip_id",
    "fare",
    CASE WHEN NOT coalesce("fare" > CAST('0.00' AS DECIMAL(12, 2)), false) THEN 1 END AS "__site"
  FROM "result_trips"
)
SELECT
  "trip_id",
  "fare",
  "__site",
  CAST(NULL AS VARCHAR) AS "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "result";
-- site 1: Filter at result: where 6:33: not fare > 0

-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "trip_id", "fare"
  FROM "trips"
),
"result" AS (
  SELECT
    "trip_id",
    "fare",
    CASE WHEN NOT coalesce("fare" > CAST('0.00' AS DECIMAL(12, 2)), false) THEN 1 END AS "__site"
  FROM "result_trips"
)
SELECT
  "trip_id",
  "fare",
  "__site",
  CAST(NULL AS VARCHAR) AS "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "result";
-- site 1: Filter at result: where 6:33: not fare > 0

-- ReadSource busy

-- WriteRelation busy
SELECT "zone_id", "n"
FROM "busy";
