-- ReadSource trips

-- ReadSource zones

-- WriteRelation trips
WITH "trips_trips_values" AS (
  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
  FROM "trips"
),
"trips_trips_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
    END AS "__at"
  FROM "trips_trips_values"
)
SELECT
  "__1" AS "trip_id",
  "__2" AS "fare",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "trips_trips_sites";
-- site 1: Reject at trips: read 10:8: the record can't be read
-- site 2: Reject at trips: read 10:8: `trip_id` is missing
-- site 3: Reject at trips: read 10:8: `trip_id` is not an int64
-- site 4: Reject at trips: read 10:8: `fare` is missing
-- site 5: Reject at trips: read 10:8: `fare` is not a decimal(12, 2)

-- WriteRelation zones
SELECT "zone_id"
FROM "zones";

-- ReadSource lines

-- WriteRelation lines
WITH "lines_lines_values" AS (
  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
  FROM "lines"
),
"lines_lines_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
    END AS "__at"
  FROM "lines_lines_values"
)
SELECT
  "__1" AS "trip_id",
  "__2" AS "fare",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "lines_lines_sites";
-- site 1: Fail at lines: read 11:8: the record can't be read
-- site 2: Fail at lines: read 11:8: `trip_id` is missing
-- site 3: Fail at lines: read 11:8: `trip_id` is not an int64
-- site 4: Fail at lines: read 11:8: `fare` is missing
-- site 5: Fail at lines: read 11:8: `fare` is not a decimal(12, 2)
