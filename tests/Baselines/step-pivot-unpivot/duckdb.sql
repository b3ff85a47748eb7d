-- ReadSource trips

-- StageRelation trips_rows
WITH "wide_trips_values" AS (
  SELECT
    *,
    flow_read_int64("trip_id") AS "__1",
    flow_read_int32("zone_id") AS "__2",
    flow_read_datetime("pickup_local") AS "__3",
    flow_read_datetime("dropoff_local") AS "__4",
    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__5",
    TRY_CAST(flow_plain_decimal("tip") AS DECIMAL(12, 2)) AS "__6"
  FROM "trips"
),
"wide_trips_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("zone_id" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
      WHEN ("__3" IS NULL) AND ("pickup_local" IS NULL) THEN 6
      WHEN "__3" IS NULL THEN 7
      WHEN ("__4" IS NULL) AND ("dropoff_local" IS NULL) THEN 8
      WHEN "__4" IS NULL THEN 9
      WHEN ("__5" IS NULL) AND ("fare" IS NULL) THEN 10
      WHEN "__5" IS NULL THEN 11
      WHEN ("__6" IS NULL) AND ("tip" IS NOT NULL) THEN 12
    END AS "__at"
  FROM "wide_trips_values"
),
"wide_trips" AS (
  SELECT
    "__1" AS "trip_id",
    "__2" AS "zone_id",
    "__3" AS "pickup_local",
    "__4" AS "dropoff_local",
    "__5" AS "fare",
    "__6" AS "tip",
    "note",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 12 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"pickup_local":', coalesce(CAST(to_json("pickup_local") AS VARCHAR), 'null'), ',"dropoff_local":', coalesce(CAST(to_json("dropoff_local") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"tip":', coalesce(CAST(to_json("tip") AS VARCHAR), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "wide_trips_sites"
)
SELECT
  "trip_id",
  "zone_id",
  "pickup_local",
  "dropoff_local",
  "fare",
  "tip",
  "note",
  "__site",
  "__input",
  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
FROM "wide_trips";
-- site 1: Fail at trips: read 4:8: the record can't be read
-- site 2: Fail at trips: read 4:8: `trip_id` is missing
-- site 3: Fail at trips: read 4:8: `trip_id` is not an int64
-- site 4: Fail at trips: read 4:8: `zone_id` is missing
-- site 5: Fail at trips: read 4:8: `zone_id` is not an int32
-- site 6: Fail at trips: read 4:8: `pickup_local` is missing
-- site 7: Fail at trips: read 4:8: `pickup_local` is not a datetime
-- site 8: Fail at trips: read 4:8: `dropoff_local` is missing
-- site 9: Fail at trips: read 4:8: `dropoff_local` is not a datetime
-- site 10: Fail at trips: read 4:8: `fare` is missing
-- site 11: Fail at trips: read 4:8: `fare` is not a decimal(12, 2)
-- site 12: Fail at trips: read 4:8: `tip` is not a decimal(12, 2)

-- WriteRelation result
WITH "wide" AS (
  SELECT
    date_trunc('day', "pickup_local") AS "day",
    count(CASE WHEN "zone_id" = 7 THEN true END) AS "trips_a",
    count(CASE WHEN "zone_id" = 42 THEN true END) AS "trips_b"
  FROM "trips_rows"
  GROUP BY 1
),
"result_unnest" AS (
  SELECT "day", "trips_a", "trips_b", unnest(CAST(['trips_a', 'trips_b'] AS VARCHAR[])) AS "__unpivot"
  FROM "wide"
),
"result" AS (
  SELECT
    "day",
    "__unpivot" AS "zone",
    CASE WHEN "__unpivot" = 'trips_a' THEN "trips_a" WHEN "__unpivot" = 'trips_b' THEN "trips_b" END AS "trips"
  FROM "result_unnest"
)
SELECT "day", "zone", "trips"
FROM "result";
