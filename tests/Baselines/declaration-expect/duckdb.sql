-- ReadSource trips

-- ReadSource zones

-- StageRelation zones_2
WITH "zones_zones_values" AS (
  SELECT *, flow_read_int32("zone_id") AS "__1"
  FROM "zones"
),
"zones_zones_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN "borough" IS NULL THEN 4
    END AS "__at"
  FROM "zones_zones_values"
),
"zones_zones" AS (
  SELECT
    "__1" AS "zone_id",
    "borough",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "zones_zones_sites"
)
SELECT
  "zone_id",
  "borough",
  "__site",
  "__input",
  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
FROM "zones_zones";
-- site 1: Fail at zones: read 5:8: the record can't be read
-- site 2: Fail at zones: read 5:8: `zone_id` is missing
-- site 3: Fail at zones: read 5:8: `zone_id` is not an int32
-- site 4: Fail at zones: read 5:8: `borough` is missing

-- StageRelation clean
WITH "clean_trips_values" AS (
  SELECT
    *,
    flow_read_int64("trip_id") AS "__1",
    flow_read_int32("zone_id") AS "__2",
    TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__3",
    TRY_CAST(flow_plain_decimal("tip") AS DECIMAL(12, 2)) AS "__4"
  FROM "trips"
),
"clean_trips_sites" AS (
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
      WHEN ("__4" IS NULL) AND ("tip" IS NOT NULL) THEN 8
    END AS "__at"
  FROM "clean_trips_values"
),
"clean_trips" AS (
  SELECT
    "__1" AS "trip_id",
    "__2" AS "zone_id",
    "__3" AS "fare",
    "__4" AS "tip",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 8 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"tip":', coalesce(CAST(to_json("tip") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "clean_trips_sites"
),
"clean_where" AS (
  SELECT
    "trip_id",
    "zone_id",
    "fare",
    "tip",
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce("fare" > CAST('0.00' AS DECIMAL(12, 2)), false) THEN 9
    END AS "__site",
    "__input",
    "__file",
    "__row"
  FROM "clean_trips"
),
"clean_expect_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce(("tip" IS NULL) OR ("tip" >= CAST('0.00' AS DECIMAL(12, 2))), false) THEN 10
    END AS "__at"
  FROM "clean_where"
),
"clean_expect" AS (
  SELECT
    "trip_id",
    "zone_id",
    "fare",
    "tip",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 10 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), '}')
      ELSE "__input"
    END AS "__input",
    "__file",
    "__row"
  FROM "clean_expect_sites"
),
"clean_expect_sites_2" AS (
  SELECT
    *,
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce("fare" < CAST('1000.00' AS DECIMAL(12, 2)), false) THEN 11
    END AS "__at"
  FROM "clean_expect"
),
"clean_expect_2" AS (
  SELECT
    "trip_id",
    "zone_id",
    "fare",
    "tip",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 11 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"tip":', coalesce(('"' || CAST("tip" AS VARCHAR) || '"'), 'null'), '}')
      ELSE "__input"
    END AS "__input",
    "__file",
    "__row"
  FROM "clean_expect_sites_2"
)
SELECT
  "trip_id",
  "zone_id",
  "fare",
  "tip",
  "__site",
  "__input",
  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
FROM "clean_expect_2";
-- site 1: Fail at trips: read 4:8: the record can't be read
-- site 2: Fail at trips: read 4:8: `trip_id` is missing
-- site 3: Fail at trips: read 4:8: `trip_id` is not an int64
-- site 4: Fail at trips: read 4:8: `zone_id` is missing
-- site 5: Fail at trips: read 4:8: `zone_id` is not an int32
-- site 6: Fail at trips: read 4:8: `fare` is missing
-- site 7: Fail at trips: read 4:8: `fare` is not a decimal(12, 2)
-- site 8: Fail at trips: read 4:8: `tip` is not a decimal(12, 2)
-- site 9: Filter at clean: where 9:5: not fare > 0
-- site 10: Reject at clean: expect 13:3: tip is not negative
-- site 11: Fail at clean: expect 14:3: fare is sane
-- unique(trip_id)
WITH "__groups" AS (
  SELECT "trip_id", count(*) AS "__rows"
  FROM "clean"
  GROUP BY 1
)
SELECT
  count(*) AS "violations",
  min(concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), '}')) AS "sample"
FROM "__groups"
WHERE "__rows" > 1;
-- references(zone_id, zones.zone_id)
SELECT
  count(*) AS "violations",
  min(concat('{"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), '}')) AS "sample"
FROM "clean" AS l ANTI JOIN "zones_2" AS r ON l."zone_id" = r."zone_id"
WHERE l."zone_id" IS NOT NULL;
-- volume(min: 1, max: 1000)
SELECT
  CAST(CASE WHEN (count(*) < 1) OR (count(*) > 1000) THEN 1 ELSE 0 END AS BIGINT) AS "violations",
  CASE WHEN (count(*) < 1) OR (count(*) > 1000) THEN (count(*) || ' rows') END AS "sample"
FROM "clean";

-- WriteRelation clean
SELECT "trip_id", "zone_id", "fare", "tip"
FROM "clean";
