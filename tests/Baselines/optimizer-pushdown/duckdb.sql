-- ReadSource trips

-- WriteRelation cash
SELECT "fare", "trip_id", "pickup"
FROM pg.table("raw.trips")
WHERE (("fare" >= CAST(current_setting('flow.param_least', true) AS numeric(12, 2))) AND (("zone" COLLATE "C") <> ''));

-- ReadSource trips

-- WriteRelation named
WITH "named_trips" AS (
  SELECT "trip_id", "zone_id", "zone", "pickup", "fare", "tip", "note"
  FROM "trips"
),
"named" AS (
  SELECT
    "trip_id",
    "zone_id",
    "zone",
    "pickup",
    "fare",
    "tip",
    "note",
    CASE WHEN NOT coalesce(lower("zone") = 'midtown', false) THEN 1 END AS "__site"
  FROM "named_trips"
)
SELECT
  "trip_id",
  "zone_id",
  "zone",
  "pickup",
  "fare",
  "tip",
  "note",
  "__site",
  CAST(NULL AS VARCHAR) AS "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "named";
-- site 1: Filter at named: where 13:56: not lower(zone) == "midtown"

-- ReadSource trips

-- WriteRelation by_zone
WITH "by_zone_trips" AS (
  SELECT "zone_id", "zone"
  FROM "trips"
),
"by_zone" AS (
  SELECT "zone_id", count(*) AS "n"
  FROM "by_zone_trips"
  WHERE length("zone") > 3
  GROUP BY 1
)
SELECT "zone_id", "n"
FROM "by_zone";

-- ReadSource zones

-- WriteRelation twice
WITH "twice_zones" AS (
  SELECT "zone_id"
  FROM "zones"
),
"twice_where" AS (
  SELECT *
  FROM "twice_zones"
  WHERE "zone_id" > 1
),
"twice_zones_2" AS (
  SELECT "zone_id"
  FROM "zones"
)
SELECT l."zone_id"
FROM "twice_where" AS l JOIN "twice_zones_2" AS r ON l."zone_id" = r."zone_id";

-- ReadSource trips

-- WriteRelation cash
SELECT "fare", "trip_id", "pickup"
FROM pg.table("raw.trips")
WHERE ("pickup" >= CAST(current_setting('flow.interval_start') AS timestamptz))
  AND ("pickup" < CAST(current_setting('flow.interval_end') AS timestamptz))
  AND (("fare" >= CAST(current_setting('flow.param_least', true) AS numeric(12, 2))) AND (("zone" COLLATE "C") <> ''));
