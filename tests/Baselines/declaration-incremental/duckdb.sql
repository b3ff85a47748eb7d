-- ReadSource customers

-- WriteRelation customers
SELECT "id", "name", "city", "changed", "day"
FROM pg.table("crm.customers")
WHERE ("day" >= CAST(timezone('UTC', CAST(current_setting('flow.interval_start') AS timestamptz)) AS date))
  AND ("day" < CAST(timezone('UTC', CAST(current_setting('flow.interval_end') AS timestamptz)) AS date));

-- ReadSource zones

-- WriteRelation zones
SELECT "id", "borough"
FROM pg.table("crm.zones");

-- ReadSource customers

-- WriteRelation customers
SELECT "id", "name", "city", "changed", "day"
FROM pg.table("crm.customers")
WHERE ("day" >= CAST(timezone('UTC', CAST(current_setting('flow.interval_start') AS timestamptz)) AS date))
  AND ("day" < CAST(timezone('UTC', CAST(current_setting('flow.interval_end') AS timestamptz)) AS date));

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
