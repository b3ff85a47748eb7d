-- ReadSource trips

-- WriteRelation result
WITH "result_select" AS (
  SELECT "trip_id", "fare", "__file" AS "source_file", "__row" AS "source_row"
  FROM "trips"
),
"result" AS (
  SELECT "source_file", "source_row", "trip_id", "fare"
  FROM "result_select"
)
SELECT "source_file", "source_row", "trip_id", "fare"
FROM "result";
