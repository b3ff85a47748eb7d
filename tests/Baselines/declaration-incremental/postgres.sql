-- ReadSource changes

-- ReadSource zones

-- WriteRelation named
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
