-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "zone_id", "fare", "day"
  FROM "trips"
),
"result" AS (
  SELECT "zone_id", count(*) AS "trips", sum("fare") AS "fares"
  FROM "result_trips"
  WHERE ("day" >= CAST(timezone('UTC', getvariable('interval_start')) AS DATE))
    AND ("day" < CAST(timezone('UTC', getvariable('interval_end')) AS DATE))
  GROUP BY 1
)
SELECT "zone_id", "trips", "fares"
FROM "result";
