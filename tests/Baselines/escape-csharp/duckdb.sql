-- ReadSource trips

-- WriteRelation result
WITH "result_trips" AS (
  SELECT "trip_id", "zone_id", "fare", "note", "__file", "__row"
  FROM "trips"
),
"result_derive_values" AS (
  SELECT
    *,
    fn_normalise("note", 'nfc') AS "__1",
    fn_rate("fare", "zone_id") AS "__3",
    fn_normalise('x', 'nfd') AS "__4"
  FROM "result_trips"
),
"result_derive_values_2" AS (
  SELECT *, struct_extract("__1", 'value') AS "__2", struct_extract("__4", 'value') AS "__5"
  FROM "result_derive_values"
),
"result_derive_sites" AS (
  SELECT *, CASE WHEN ("__3" IS NULL) THEN 1 WHEN ("__4" IS NULL) THEN 2 END AS "__at"
  FROM "result_derive_values_2"
),
"result" AS (
  SELECT
    "trip_id",
    "zone_id",
    "fare",
    "note",
    CASE WHEN ("note" IS NOT NULL AND "__1" IS NULL) THEN 'odd' ELSE "__2" END AS "clean",
    "__3" AS "dear",
    "__5" AS "again",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 2 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"zone_id":', coalesce(CAST("zone_id" AS VARCHAR), 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), ',"note":', coalesce(CAST(to_json("note") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "result_derive_sites"
)
SELECT "trip_id", "zone_id", "fare", "note", "clean", "dear", "again", "__site", "__input", "__file", "__row"
FROM "result";
-- site 1: Fail at result: derive 10:56: `rate(fare, zone: zone_id)` threw
-- site 2: Reject at result: derive 10:91: no
