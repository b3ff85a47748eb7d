-- ReadSource bookings

-- WriteRelation bookings
WITH "bookings_bookings_values" AS (
  SELECT
    *,
    flow_read_int64("id") AS "__1",
    CAST(flow_checked_datetime(CASE WHEN regexp_full_match("day", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}') THEN try_strptime("day", '%d.%m.%Y') END) AS DATE) AS "__2",
    make_timestamptz(epoch_us(flow_checked_datetime(CASE WHEN regexp_full_match("paid_at", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}\ [0-9]{2}:[0-9]{2}:[0-9]{2}') THEN try_strptime("paid_at", '%d.%m.%Y %H:%M:%S') END))) AS "__3",
    flow_checked_datetime(CASE WHEN regexp_full_match("left_at", '[0-9]{2}\.[0-9]{2}\.[0-9]{4}\ [0-9]{2}:[0-9]{2}:[0-9]{2}') THEN try_strptime("left_at", '%d.%m.%Y %H:%M:%S') END) AS "__4"
  FROM "bookings"
),
"bookings_bookings_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("day" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
      WHEN ("__3" IS NULL) AND ("paid_at" IS NOT NULL) THEN 6
      WHEN ("__4" IS NULL) AND ("left_at" IS NOT NULL) THEN 7
    END AS "__at"
  FROM "bookings_bookings_values"
)
SELECT
  "__1" AS "id",
  "__2" AS "day",
  "__3" AS "paid_at",
  "__4" AS "left_at",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 7 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"day":', coalesce(CAST(to_json("day") AS VARCHAR), 'null'), ',"paid_at":', coalesce(CAST(to_json("paid_at") AS VARCHAR), 'null'), ',"left_at":', coalesce(CAST(to_json("left_at") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "bookings_bookings_sites";
-- site 1: Fail at bookings: read 2:8: the record can't be read
-- site 2: Fail at bookings: read 2:8: `id` is missing
-- site 3: Fail at bookings: read 2:8: `id` is not an int64
-- site 4: Fail at bookings: read 2:8: `day` is missing
-- site 5: Fail at bookings: read 2:8: `day` is not a date in the format dd.MM.yyyy
-- site 6: Fail at bookings: read 2:8: `paid_at` is not an instant in the format dd.MM.yyyy HH:mm:ss
-- site 7: Fail at bookings: read 2:8: `left_at` is not a datetime in the format dd.MM.yyyy HH:mm:ss
