-- ReadSource trips

-- WriteRelation trips
WITH "trips_trips_values" AS (
  SELECT
    *,
    flow_read_int64("trip_id") AS "__1",
    flow_read_int32("zone_id") AS "__2",
    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__3"
  FROM "trips"
),
"trips_trips_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("zone_id" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
      WHEN ("__3" IS NULL) AND ("fare" IS NULL) THEN 6
      WHEN "__3" IS NULL THEN 7
    END AS "__at"
  FROM "trips_trips_values"
)
SELECT
  "__1" AS "trip_id",
  "__2" AS "zone_id",
  "__3" AS "fare",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 7 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "trips_trips_sites";
-- site 1: Reject at trips: read 3:8: the record can't be read
-- site 2: Reject at trips: read 3:8: `trip_id` is missing
-- site 3: Reject at trips: read 3:8: `trip_id` is not an int64
-- site 4: Reject at trips: read 3:8: `zone_id` is missing
-- site 5: Reject at trips: read 3:8: `zone_id` is not an int32
-- site 6: Reject at trips: read 3:8: `fare` is missing
-- site 7: Reject at trips: read 3:8: `fare` is not a decimal(12, 2)
