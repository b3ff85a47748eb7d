-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "trip_id", "fare", "__file" AS "source_file", "__row" AS "source_row"
  FROM "trips"
),
"result" AS (
  SELECT "source_file", "source_row", "trip_id", "fare"
  FROM "result_trips"
)
SELECT "source_file", "source_row", "trip_id", "fare"
FROM "result";
