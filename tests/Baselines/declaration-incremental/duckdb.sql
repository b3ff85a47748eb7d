-- ReadSource customers

-- WriteRelation customers
WITH "customers_customers" AS (
  SELECT "id", "name", "city", "changed", "day"
  FROM "customers"
),
"customers_partition" AS (
  SELECT
    "id",
    "name",
    "city",
    "changed",
    "day",
    CASE
      WHEN NOT coalesce(("day" >= CAST(timezone('UTC', getvariable('interval_start')) AS DATE)) AND ("day" < CAST(timezone('UTC', getvariable('interval_end')) AS DATE)), false) THEN 1
    END AS "__site"
  FROM "customers_customers"
)
SELECT
  "id",
  "name",
  "city",
  "changed",
  "day",
  "__site",
  CAST(NULL AS VARCHAR) AS "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "customers_partition";
-- site 1: Filter at customers: partition 16:14: outside the run's interval

-- ReadSource zones

-- WriteRelation zones
SELECT "id", "borough"
FROM "zones";

-- ReadSource customers

-- WriteRelation customers
WITH "customers_customers" AS (
  SELECT "id", "name", "city", "changed", "day"
  FROM "customers"
),
"customers_partition" AS (
  SELECT
    "id",
    "name",
    "city",
    "changed",
    "day",
    CASE
      WHEN NOT coalesce(("day" >= CAST(timezone('UTC', getvariable('interval_start')) AS DATE)) AND ("day" < CAST(timezone('UTC', getvariable('interval_end')) AS DATE)), false) THEN 1
    END AS "__site"
  FROM "customers_customers"
)
SELECT
  "id",
  "name",
  "city",
  "changed",
  "day",
  "__site",
  CAST(NULL AS VARCHAR) AS "__input",
  CAST(NULL AS VARCHAR) AS "__file",
  CAST(NULL AS BIGINT) AS "__row"
FROM "customers_partition";
-- site 1: Filter at customers: partition 23:14: outside the run's interval

-- ReadSource changes

-- ReadSource zones

-- StageRelation named
WITH "named_changes" AS (
  SELECT "id", "name"
  FROM "changes"
),
"named_zones" AS (
  SELECT "id", "borough"
  FROM "zones"
)
SELECT l."id", l."name", r."borough"
FROM "named_changes" AS l JOIN "named_zones" AS r ON l."id" = r."id";

-- WriteRelation named
SELECT "id", "name", "borough"
FROM "named";

-- WriteRelation named
SELECT "id", "name", "borough"
FROM "named";
