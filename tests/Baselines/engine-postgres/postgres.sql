-- ReadSource trips

-- ReadSource zones

-- StageRelation clean
WITH "clean_trips" AS (
  SELECT "trip_id", "zone_id", "pickup_local", "fare", "tip", "note"
  FROM "trips"
),
"clean_where" AS (
  SELECT
    "trip_id",
    "zone_id",
    "pickup_local",
    "fare",
    "tip",
    "note",
    CASE WHEN NOT coalesce("fare" > CAST('0.00' AS numeric(12, 2)), false) THEN 1 END AS "__site"
  FROM "clean_trips"
),
"clean_derive_values" AS (
  SELECT *, flow.at_zone_1("pickup_local", 'America/New_York', false) AS "__1"
  FROM "clean_where"
  OFFSET 0
),
"clean_derive_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN ("pickup_local" IS NOT NULL AND "__1" IS NULL) THEN 2
    END AS "__at"
  FROM "clean_derive_values"
  OFFSET 0
),
"clean_derive" AS (
  SELECT
    "trip_id",
    "zone_id",
    "pickup_local",
    "fare",
    "tip",
    "note",
    "__1" AS "pickup",
    flow.divide_1("tip", "fare", 2000000, 0.000001, 100000000000000000000000000000000) AS "share",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 2 THEN ('{"trip_id":' || coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS text) ELSE ('"' || CAST("trip_id" AS text) || '"') END, 'null') || ',"zone_id":' || coalesce(CAST("zone_id" AS text), 'null') || ',"pickup_local":' || coalesce(('"' || replace(CAST("pickup_local" AS text), ' ', 'T') || '"'), 'null') || ',"fare":' || coalesce(('"' || CAST("fare" AS text) || '"'), 'null') || ',"tip":' || coalesce(('"' || CAST("tip" AS text) || '"'), 'null') || ',"note":' || coalesce(CAST(to_json("note") AS text), 'null') || '}')
    END AS "__input"
  FROM "clean_derive_sites"
)
SELECT
  "trip_id",
  "zone_id",
  "pickup_local",
  "fare",
  "tip",
  "note",
  "pickup",
  "share",
  "__site",
  "__input",
  CAST(NULL AS text) AS "__file",
  CAST(NULL AS bigint) AS "__row"
FROM "clean_derive";
-- site 1: Filter at clean: where 8:5: not fare > 0
-- site 2: Reject at clean: derive 9:21: no such local time
-- unique(trip_id)
WITH "__groups" AS (
  SELECT "trip_id", count(*) AS "__rows"
  FROM "clean"
  GROUP BY 1
)
SELECT
  count(*) AS "violations",
  min(('{"trip_id":' || coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS text) ELSE ('"' || CAST("trip_id" AS text) || '"') END, 'null') || '}')) AS "sample"
FROM "__groups"
WHERE "__rows" > 1;
-- references(zone_id, zones.zone_id)
SELECT
  count(*) AS "violations",
  min(('{"zone_id":' || coalesce(CAST("zone_id" AS text), 'null') || '}')) AS "sample"
FROM "clean" AS l
WHERE NOT EXISTS (SELECT 1 FROM "zones" AS r WHERE l."zone_id" = r."zone_id") AND (l."zone_id" IS NOT NULL);

-- WriteRelation clean
SELECT "trip_id", "zone_id", "pickup_local", "fare", "tip", "note", "pickup", "share"
FROM "clean";

-- WriteRelation by_hour
WITH "by_hour_zones" AS (
  SELECT "zone_id", "borough"
  FROM "zones"
),
"by_hour_join" AS (
  SELECT l."fare", l."tip", l."pickup", r."borough"
  FROM "clean" AS l JOIN "by_hour_zones" AS r ON l."zone_id" = r."zone_id"
),
"by_hour" AS (
  SELECT
    ("borough" COLLATE "C") AS "borough",
    timezone('UTC', date_trunc('hour', timezone('UTC', "pickup"))) AS "hour",
    count(*) AS "trips",
    (CASE WHEN abs(sum("fare")) < 1000000000000000000000000000000000000 THEN sum("fare") END) AS "revenue",
    flow.divide_1(sum("tip"), CAST(count("tip") AS numeric), 2000000, 0.000001, 100000000000000000000000000000000) AS "avg_tip"
  FROM "by_hour_join"
  GROUP BY 1, 2
)
SELECT "borough", "hour", "trips", "revenue", "avg_tip"
FROM "by_hour";
