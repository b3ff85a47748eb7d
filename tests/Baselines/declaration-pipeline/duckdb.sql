-- ReadSource trips

-- WriteRelation trips
SELECT "trip_id", "zone_id", "fare", "day"
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
  SELECT "trip_id", "zone_id", "fare", "day", "__file", "__row"
  FROM "trips"
)
SELECT "trip_id", "zone_id", "fare", "day"
FROM "query_trips"
WHERE "fare" > CAST('100.00' AS DECIMAL(12, 2))
ORDER BY "fare" DESC NULLS LAST, "trip_id" NULLS LAST, "zone_id" NULLS LAST, "day" NULLS LAST;
-- filtered at query: where 17:23: not fare > 100
SELECT count(*) AS "rows"
FROM "trips"
WHERE NOT coalesce("fare" > CAST('100.00' AS DECIMAL(12, 2)), false);
