-- ReadSource trips

-- WriteRelation result
WITH "paid_trips" AS (
  SELECT "trip_id", "fare", "__file", "__row"
  FROM "trips"
),
"paid" AS (
  SELECT *
  FROM "paid_trips"
  WHERE "fare" > CAST('-4.00' AS DECIMAL(12, 2))
),
"result_derive_values" AS (
  SELECT
    *,
    CAST(flow_divide_6("fare", CAST(TRY("trip_id" - CAST(1 AS BIGINT)) AS DECIMAL(19, 0))) AS DECIMAL(38, 6)) AS "__1"
  FROM "paid"
  WHERE "trip_id" <> 7
),
"result_derive_sites" AS (
  SELECT *, CASE WHEN "__1" IS NULL THEN 1 END AS "__at"
  FROM "result_derive_values"
),
"result_derive" AS (
  SELECT
    "trip_id",
    "fare",
    "__1" AS "rate",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 1 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"fare":', coalesce(('"' || CAST("fare" AS VARCHAR) || '"'), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "result_derive_sites"
),
"result" AS (
  SELECT
    "trip_id",
    "fare",
    "rate",
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce("rate" < CAST('100.000000' AS DECIMAL(38, 6)), false) THEN 2
    END AS "__site",
    "__input",
    "__file",
    "__row"
  FROM "result_derive"
)
SELECT "trip_id", "fare", "rate", "__site", "__input", "__file", "__row"
FROM "result";
-- filtered at paid: where 4:31: not fare > -4
SELECT count(*) AS "rows"
FROM "trips"
WHERE NOT coalesce("fare" > CAST('-4.00' AS DECIMAL(12, 2)), false);
-- filtered at result: where 8:5: not trip_id != 7
SELECT count(*) AS "rows"
FROM "trips"
WHERE ("fare" > CAST('-4.00' AS DECIMAL(12, 2))) AND (NOT coalesce("trip_id" <> 7, false));
-- site 1: Reject at result: derive 9:19: the first
-- site 2: Filter at result: where 10:5: not rate < 100
