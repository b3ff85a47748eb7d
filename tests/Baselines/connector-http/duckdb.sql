-- ReadSource trips

-- ReadSource events

-- WriteRelation query
WITH "query_trips" AS (
  SELECT "trip_id", "fare", "__file", "__row"
  FROM "trips"
)
SELECT "trip_id", "fare"
FROM "query_trips"
WHERE "fare" > CAST('0' AS DOUBLE);
-- filtered at query: where 14:23: not fare > 0
SELECT count(*) AS "rows"
FROM "trips"
WHERE NOT coalesce("fare" > CAST('0' AS DOUBLE), false);

-- WriteRelation events
WITH "events_events_values" AS (
  SELECT *, flow_read_int64("id") AS "__1"
  FROM "events"
),
"events_events_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN "kind" IS NULL THEN 4
    END AS "__at"
  FROM "events_events_values"
)
SELECT
  "__1" AS "id",
  "kind",
  "__file" AS "source_file",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"kind":', coalesce(CAST(to_json("kind") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "events_events_sites";
-- site 1: Reject at events: read 10:8: the record can't be read
-- site 2: Reject at events: read 10:8: `id` is missing
-- site 3: Reject at events: read 10:8: `id` is not an int64
-- site 4: Reject at events: read 10:8: `kind` is missing

-- ReadSource zones

-- WriteRelation zones
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
    "__file" AS "source_file",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "zones_zones_sites"
)
SELECT "zone_id", "borough", "__site", "__input", "__file", "__row"
FROM "zones_zones";
-- site 1: Fail at zones: read 9:8: the record can't be read
-- site 2: Fail at zones: read 9:8: `zone_id` is missing
-- site 3: Fail at zones: read 9:8: `zone_id` is not an int32
-- site 4: Fail at zones: read 9:8: `borough` is missing

-- ReadSource zones

-- WriteRelation query
WITH "query_zones_values" AS (
  SELECT *, flow_read_int32("zone_id") AS "__1"
  FROM "zones"
),
"query_zones_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("zone_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN "borough" IS NULL THEN 4
    END AS "__at"
  FROM "query_zones_values"
),
"query_zones" AS (
  SELECT
    "__1" AS "zone_id",
    "borough",
    "__file" AS "source_file",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "query_zones_sites"
)
SELECT "zone_id", "borough", getvariable('now') AS "at", "__site", "__input", "__file", "__row"
FROM "query_zones";
-- site 1: Fail at zones: read 9:8: the record can't be read
-- site 2: Fail at zones: read 9:8: `zone_id` is missing
-- site 3: Fail at zones: read 9:8: `zone_id` is not an int32
-- site 4: Fail at zones: read 9:8: `borough` is missing

-- ReadSource zones

-- WriteRelation zones
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
    "__file" AS "source_file",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 4 THEN concat('{"zone_id":', coalesce(CAST(to_json("zone_id") AS VARCHAR), 'null'), ',"borough":', coalesce(CAST(to_json("borough") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "zones_zones_sites"
)
SELECT "zone_id", "borough", "__site", "__input", "__file", "__row"
FROM "zones_zones";
-- site 1: Fail at zones: read 9:8: the record can't be read
-- site 2: Fail at zones: read 9:8: `zone_id` is missing
-- site 3: Fail at zones: read 9:8: `zone_id` is not an int32
-- site 4: Fail at zones: read 9:8: `borough` is missing
