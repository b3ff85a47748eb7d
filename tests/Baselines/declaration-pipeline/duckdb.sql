-- ReadSource trips

-- WriteRelation trips
SELECT "trip_id", "fare", "day"
FROM "trips";

-- ReadSource trips

-- WriteRelation daily
WITH "daily_trips" AS (
  SELECT "fare", "day"
  FROM "trips"
),
"daily" AS (
  SELECT "day", sum("fare") AS "revenue"
  FROM "daily_trips"
  GROUP BY 1
)
SELECT "day", "revenue"
FROM "daily";

-- WriteRelation query
WITH "query_trips" AS (
  SELECT "trip_id", "fare", "day", "__file", "__row"
  FROM "trips"
),
"query_where" AS (
  SELECT
    "trip_id",
    "fare",
    "day",
    CASE WHEN NOT coalesce("fare" > CAST('100.00' AS DECIMAL(12, 2)), false) THEN 1 END AS "__site",
    "__file",
    "__row"
  FROM "query_trips"
)
SELECT "trip_id", "fare", "day", "__site", CAST(NULL AS VARCHAR) AS "__input", "__file", "__row"
FROM "query_where"
ORDER BY "fare" DESC NULLS LAST, "trip_id" NULLS LAST, "day" NULLS LAST;
-- site 1: Filter at query: where 17:23: not fare > 100
