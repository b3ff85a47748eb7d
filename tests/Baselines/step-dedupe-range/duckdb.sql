-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "trip_id", "zone_id", "minutes", "fare", "note"
  FROM "trips"
),
"result" AS (
  SELECT *
  FROM "result_trips"
  WHERE "minutes" BETWEEN 5 AND 20
  QUALIFY row_number() OVER (PARTITION BY "zone_id" ORDER BY "trip_id" DESC NULLS LAST) = 1
)
SELECT "trip_id", "zone_id", "minutes", "fare", "note"
FROM "result";
