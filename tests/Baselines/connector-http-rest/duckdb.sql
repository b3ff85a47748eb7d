-- ReadSource rates

-- WriteRelation query
WITH "query_rates_values" AS (
  SELECT
    *,
    flow_read_int64("id") AS "__1",
    TRY_CAST(flow_plain_decimal("rate") AS DECIMAL(12, 4)) AS "__2",
    flow_read_instant("at") AS "__3",
    TRY(CAST(CAST("source" AS JSON) AS STRUCT("name" VARCHAR, "delayed" BOOLEAN))) AS "__4",
    TRY(CAST(CAST("tags" AS JSON) AS VARCHAR[])) AS "__5"
  FROM "rates"
),
"query_rates_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN "currency" IS NULL THEN 4
      WHEN ("__2" IS NULL) AND ("rate" IS NULL) THEN 5
      WHEN "__2" IS NULL THEN 6
      WHEN ("__3" IS NULL) AND ("at" IS NULL) THEN 7
      WHEN "__3" IS NULL THEN 8
      WHEN ("__4" IS NULL) AND ("source" IS NULL) THEN 9
      WHEN "__4" IS NULL THEN 10
      WHEN ("__5" IS NULL) AND ("tags" IS NOT NULL) THEN 11
    END AS "__at"
  FROM "query_rates_values"
),
"query_rates" AS (
  SELECT
    "__1" AS "id",
    "currency",
    "__2" AS "rate",
    "__3" AS "at",
    "__4" AS "source",
    "__5" AS "tags",
    "__file" AS "source_file",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 11 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"currency":', coalesce(CAST(to_json("currency") AS VARCHAR), 'null'), ',"rate":', coalesce(CAST(to_json("rate") AS VARCHAR), 'null'), ',"at":', coalesce(CAST(to_json("at") AS VARCHAR), 'null'), ',"source":', coalesce(CAST(to_json("source") AS VARCHAR), 'null'), ',"tags":', coalesce(CAST(to_json("tags") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "query_rates_sites"
),
"query_where" AS (
  SELECT
    "id",
    "currency",
    "rate",
    "at",
    "source",
    "tags",
    "source_file",
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN NOT coalesce(struct_extract("source", 'delayed') IS NULL, false) THEN 12
    END AS "__site",
    "__input",
    "__file",
    "__row"
  FROM "query_rates"
)
SELECT "id", "currency", "rate", "__site", "__input", "__file", "__row"
FROM "query_where";
-- site 1: Reject at rates: read 17:8: the record can't be read
-- site 2: Reject at rates: read 17:8: `id` is missing
-- site 3: Reject at rates: read 17:8: `id` is not an int64
-- site 4: Reject at rates: read 17:8: `currency` is missing
-- site 5: Reject at rates: read 17:8: `rate` is missing
-- site 6: Reject at rates: read 17:8: `rate` is not a decimal(12, 4)
-- site 7: Reject at rates: read 17:8: `at` is missing
-- site 8: Reject at rates: read 17:8: `at` is not an instant
-- site 9: Reject at rates: read 17:8: `source` is missing
-- site 10: Reject at rates: read 17:8: `source` is not a { name: text, delayed: bool? }
-- site 11: Reject at rates: read 17:8: `tags` is not a text[]
-- site 12: Filter at query: where 33:23: not source.delayed is null

-- ReadSource items

-- WriteRelation items
WITH "items_items_values" AS (
  SELECT *, flow_read_int64("id") AS "__1", flow_read_instant("changed") AS "__2"
  FROM "items"
),
"items_items_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("changed" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
    END AS "__at"
  FROM "items_items_values"
),
"items_items" AS (
  SELECT
    "__1" AS "id",
    "__2" AS "changed",
    "__file" AS "source_file",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 5 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"changed":', coalesce(CAST(to_json("changed") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "items_items_sites"
)
SELECT "id", "changed", "__site", "__input", "__file", "__row"
FROM "items_items";
-- site 1: Fail at items: read 26:8: the record can't be read
-- site 2: Fail at items: read 26:8: `id` is missing
-- site 3: Fail at items: read 26:8: `id` is not an int64
-- site 4: Fail at items: read 26:8: `changed` is missing
-- site 5: Fail at items: read 26:8: `changed` is not an instant

-- ReadSource numbered

-- WriteRelation numbered
WITH "numbered_numbered_values" AS (
  SELECT *, flow_read_int64("id") AS "__1"
  FROM "numbered"
),
"numbered_numbered_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
    END AS "__at"
  FROM "numbered_numbered_values"
)
SELECT
  "__1" AS "id",
  "__file" AS "source_file",
  "__at" AS "__site",
  CASE
    WHEN "__at" BETWEEN 1 AND 3 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
  END AS "__input",
  "__file",
  "__row"
FROM "numbered_numbered_sites";
-- site 1: Fail at numbered: read 25:8: the record can't be read
-- site 2: Fail at numbered: read 25:8: `id` is missing
-- site 3: Fail at numbered: read 25:8: `id` is not an int64
