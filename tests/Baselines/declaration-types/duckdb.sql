-- ReadSource everything

-- WriteRelation result
WITH "result_everything" AS (
  SELECT "trip_id", "money", "color", "place"
  FROM "everything"
),
"result" AS (
  SELECT "trip_id", "color", struct_extract("place", 'lat') AS "lat", "money"
  FROM "result_everything"
)
SELECT "trip_id", "color", "lat", "money"
FROM "result";
