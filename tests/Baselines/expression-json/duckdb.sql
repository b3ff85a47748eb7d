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
"result_select_values" AS (
  SELECT
    *,
    (CASE WHEN NOT contains(json_extract_string("payload", '$."kind"'), chr(0)) THEN json_extract_string("payload", '$."kind"') END) AS "__1",
    flow_read_int64(json_extract_string("payload", '$."amount"')) AS "__2"
  FROM "result_events"
),
"result_select_sites" AS (
  SELECT
    *,
    CASE
      WHEN "__site" IS NOT NULL THEN "__site"
      WHEN coalesce(contains(json_extract_string("payload", '$."kind"'), chr(0)), false) THEN 7
    END AS "__at"
  FROM "result_select_values"
),
"result" AS (
  SELECT
    "id",
    "__1" AS "kind",
    CASE
      WHEN NOT (json_extract_string("payload", '$."amount"') IS NOT NULL AND "__2" IS NULL) THEN "__2"
    END AS "amount",
    json_extract("payload", '$."user"') AS "nested",
    "tags",
    "__at" AS "__site",
    CASE
      WHEN "__at" = 7 THEN concat('{"id":', coalesce(CASE WHEN "id" BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST("id" AS VARCHAR) ELSE ('"' || CAST("id" AS VARCHAR) || '"') END, 'null'), ',"payload":', coalesce(translate(CAST("payload" AS VARCHAR), chr(10) || chr(13), '  '), 'null'), ',"tags":', coalesce(CASE WHEN "tags" IS NOT NULL THEN concat('[', coalesce(array_to_string(list_transform("tags", lambda e0: coalesce(CAST(to_json(e0) AS VARCHAR), 'null')), ','), ''), ']') END, 'null'), '}')
      ELSE "__input"
    END AS "__input",
    "__file",
    "__row"
  FROM "result_select_sites"
)
SELECT "id", "kind", "amount", "nested", "tags", "__site", "__input", "__file", "__row"
FROM "result";
-- site 1: Fail at events: read 3:8: the record can't be read
-- site 2: Fail at events: read 3:8: `id` is missing
-- site 3: Fail at events: read 3:8: `id` is not an int64
-- site 4: Fail at events: read 3:8: `payload` is missing
-- site 5: Fail at events: read 3:8: `payload` is not a json
-- site 6: Fail at events: read 3:8: `tags` is not a text[]
-- site 7: Fail at result: select 7:23: overflow in `text_at(payload, "kind")`
