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
"result_derive_values" AS (
  SELECT *, flow_at_zone("pickup_local", 'America/New_York') AS "__1"
  FROM "result_trips"
),
"result_derive" AS (
  SELECT
    "trip_id",
    "zone_id",
    "pickup_local",
    "dropoff_local",
    "fare",
    "tip",
    "note",
    CASE WHEN NOT ("pickup_local" IS NOT NULL AND "__1" IS NULL) THEN "__1" END AS "pickup",
    "__site",
    "__input",
    "__file",
    "__row"
  FROM "result_derive_values"
),
"result_select_values" AS (
  SELECT
    *,
    flow_checked_instant(flow_zone_start(date_trunc('day', timezone('America/New_York', "pickup")), 'America/New_York')) AS "__1",
    flow_checked_datetime(TRY("pickup_local" + INTERVAL '0 months 0 days 5400000000 microseconds')) AS "__2"
  FROM "result_derive"
),
"result_select_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN ("pickup" IS NOT NULL AND "__1" IS NULL) THEN 13
      WHEN ("pickup_local" IS NOT NULL AND "__2" IS NULL) THEN 14
    END AS "__at"
  FROM "result_select_values"
),
"result" AS (
  SELECT
    "trip_id",
    "pickup",
    make_timestamptz(epoch_us(date_trunc('hour', make_timestamp(epoch_us("pickup"))))) AS "hour",
    "__1" AS "local_day",
    "__2" AS "later",
    ((epoch_us("dropoff_local") - epoch_us("pickup_local")) // 1000000) AS "secs",
    date_part('year', "pickup_local") AS "year",
    "pickup_local" >= CAST(DATE '2024-01-01' AS TIMESTAMP) AS "on_new_year",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 13 AND 14 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"pickup_local":', coalesce(('"' || flow_datetime_text("pickup_local") || '"'), 'null'), ',"dropoff_local":', coalesce(('"' || flow_datetime_text("dropoff_local") || '"'), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), ',"pickup":', coalesce(('"' || flow_instant_text("pickup") || '"'), 'null'), '}')
      ELSE "__input"
    END AS "__input",
    "__file",
    "__row"
  FROM "result_select_sites"
)
SELECT
  "trip_id",
  "pickup",
  "hour",
  "local_day",
  "later",
  "secs",
  "year",
  "on_new_year",
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
-- site 13: Fail at result: select 9:69: overflow in `trunc(pickup, day, tz: "America/New_York")`
-- site 14: Fail at result: select 10:20: overflow in `pickup_local + 90m`
