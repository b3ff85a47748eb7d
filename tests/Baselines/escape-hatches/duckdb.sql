-- ReadSource trips

-- StageRelation trips_rows
WITH "result_trips_values" AS (
  SELECT *, flow_read_int64("trip_id") AS "__1", TRY_CAST(flow_plain_decimal("fare") AS DECIMAL(12, 2)) AS "__2"
  FROM "trips"
),
"result_trips_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("trip_id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("fare" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
    END AS "__at"
  FROM "result_trips_values"
),
"result_trips" AS (
  SELECT
    "__1" AS "trip_id",
    "__2" AS "fare",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"trip_id":', coalesce(CAST(to_json("trip_id") AS VARCHAR), 'null'), ',"fare":', coalesce(CAST(to_json("fare") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "result_trips_sites"
)
SELECT
  "trip_id",
  "fare",
  "__file" AS "__origin_file",
  "__row" AS "__origin_row",
  "__site",
  "__input",
  CASE WHEN "__site" IS NOT NULL THEN "__file" END AS "__file",
  CASE WHEN "__site" IS NOT NULL THEN "__row" END AS "__row"
FROM "result_trips";
-- site 1: Fail at trips: read 2:8: the record can't be read
-- site 2: Fail at trips: read 2:8: `trip_id` is missing
-- site 3: Fail at trips: read 2:8: `trip_id` is not an int64
-- site 4: Fail at trips: read 2:8: `fare` is missing
-- site 5: Fail at trips: read 2:8: `fare` is not a decimal(12, 2)

-- WriteRelation result
WITH "__result_t" AS (
  SELECT "trip_id", "fare"
  FROM "trips_rows"
),
"result_sql" AS (
  WITH "t" AS (
    SELECT *
    FROM "__result_t"
  ),
  "__sql" AS (
select trip_id, count(*) as n from t group by all
  )
  SELECT "trip_id", "n"
  FROM "__sql"
),
"result_expect_sites" AS (
  SELECT *, CASE WHEN NOT coalesce("trip_id" IS NOT NULL, false) THEN 1 END AS "__at"
  FROM "result_sql"
),
"result_expect" AS (
  SELECT
    "trip_id",
    "n",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 1 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"n":', coalesce(CASE WHEN "n" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("n" AS VARCHAR) ELSE ('"' || CAST("n" AS VARCHAR) || '"') END, 'null'), '}')
    END AS "__input"
  FROM "result_expect_sites"
),
"result_expect_sites_2" AS (
  SELECT
    *,
    CASE WHEN "__site" IS NOT NULL THEN "__site" WHEN NOT coalesce("n" IS NOT NULL, false) THEN 2 END AS "__at"
  FROM "result_expect"
),
"result" AS (
  SELECT
    "trip_id",
    "n",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 2 THEN concat('{"trip_id":', coalesce(CASE WHEN "trip_id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("trip_id" AS VARCHAR) ELSE ('"' || CAST("trip_id" AS VARCHAR) || '"') END, 'null'), ',"n":', coalesce(CASE WHEN "n" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("n" AS VARCHAR) ELSE ('"' || CAST("n" AS VARCHAR) || '"') END, 'null'), '}')
      ELSE "__input"
    END AS "__input"
  FROM "result_expect_sites_2"
)
SELECT "trip_id", "n", "__site", "__input", CAST(NULL AS VARCHAR) AS "__file", CAST(NULL AS BIGINT) AS "__row"
FROM "result";
-- site 1: Fail at result: expect 5:34: `trip_id` is null, and the SQL's type says it never is
-- site 2: Fail at result: expect 5:34: `n` is null, and the SQL's type says it never is
