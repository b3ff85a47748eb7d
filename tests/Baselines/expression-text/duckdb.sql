-- ReadSource trips

-- WriteRelation result
WITH "result_trips_values" AS (
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
"result_trips_sites" AS (
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
  FROM "result_trips_values"
),
"result_trips" AS (
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
  FROM "result_trips_sites"
),
"result_select_values" AS (
  SELECT *, CAST("trip_id" AS VARCHAR) AS "__1"
  FROM "result_trips"
),
"result_select_values_2" AS (
  SELECT
    *,
    (CASE WHEN CAST(5 AS BIGINT) > 1000000 THEN NULL ELSE lpad("__1", CAST(greatest(CAST(5 AS BIGINT), 0) AS INTEGER), '0') END) AS "__2"
  FROM "result_select_values"
),
"result_select_sites" AS (
  SELECT *, CASE WHEN "__site" IS NOT NULL THEN "__site" WHEN false THEN 13 END AS "__at"
  FROM "result_select_values_2"
),
"result" AS (
  SELECT
    "trip_id",
    upper("note") AS "shout",
    length("note") AS "n",
    'trip ' || CAST("trip_id" AS VARCHAR) AS "joined",
    (('trip ' || CAST("trip_id" AS VARCHAR)) || ' paid ') || CAST("fare" AS VARCHAR) AS "told",
    substring("note", least(greatest(CAST(1 AS BIGINT), -2147483647), 2147483647), greatest(least(greatest(CAST(3 AS BIGINT), -2147483647), 2147483647), 0)) AS "start",
    contains("note", 'port') AS "found",
    "__2" AS "padded",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 13 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"pickup_local":', coalesce(('"' || flow_datetime_text("pickup_local") || '"'), 'null'), ',"dropoff_local":', coalesce(('"' || flow_datetime_text("dropoff_local") || '"'), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), '}')
      ELSE "__input"
    END AS "__input",
    "__file",
    "__row"
  FROM "result_select_sites"
)
SELECT
  "trip_id",
  "shout",
  "n",
  "joined",
  "told",
  "start",
  "found",
  "padded",
  "__site",
  "__input",
  "__file",
  "__row"
FROM "result";
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
-- site 13: Fail at result: select 10:21: overflow in `lpad(to_text(trip_id), 5, "0")`
