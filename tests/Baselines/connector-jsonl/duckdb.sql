-- ReadSource events

-- WriteRelation result
WITH "result_events_values" AS (
  SELECT
    *,
    flow_read_int64("id") AS "__1",
    TRY_CAST("payload" AS JSON) AS "__2",
    TRY(CAST(CAST("tags" AS JSON) AS VARCHAR[])) AS "__3"
  FROM "events"
),
"result_events_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__bad" IS NOT NULL THEN 1
      WHEN ("__1" IS NULL) AND ("id" IS NULL) THEN 2
      WHEN "__1" IS NULL THEN 3
      WHEN ("__2" IS NULL) AND ("payload" IS NULL) THEN 4
      WHEN "__2" IS NULL THEN 5
      WHEN ("__3" IS NULL) AND ("tags" IS NOT NULL) THEN 6
    END AS "__at"
  FROM "result_events_values"
),
"result_events" AS (
  SELECT
    "__1" AS "id",
    "__2" AS "payload",
    "__3" AS "tags",
    "__at" AS "__site",
    CASE
      WHEN "__at" BETWEEN 1 AND 6 THEN concat('{"id":', coalesce(CAST(to_json("id") AS VARCHAR), 'null'), ',"payload":', coalesce(CAST(to_json("payload") AS VARCHAR), 'null'), ',"tags":', coalesce(CAST(to_json("tags") AS VARCHAR), 'null'), ',"__bad":', coalesce(CAST(to_json("__bad") AS VARCHAR), 'null'), '}')
    END AS "__input",
    "__file",
    "__row"
  FROM "result_events_sites"
),
"result" AS (
  SELECT "id", "tags", "__site", "__input", "__file", "__row"
  FROM "result_events"
)
SELECT "id", "tags", "__site", "__input", "__file", "__row"
FROM "result";
-- site 1: Fail at events: read 2:8: the record can't be read
-- site 2: Fail at events: read 2:8: `id` is missing
-- site 3: Fail at events: read 2:8: `id` is not an int64
-- site 4: Fail at events: read 2:8: `payload` is missing
-- site 5: Fail at events: read 2:8: `payload` is not a json
-- site 6: Fail at events: read 2:8: `tags` is not a text[]
