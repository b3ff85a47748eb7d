-- ReadSource trips

-- WriteRelation result
SELECT "trip_id", "fare"
FROM pg.table("raw.trips")
WHERE ("fare" > CAST('0.00' AS numeric(12, 2)));

-- ReadSource trips

-- WriteRelation result
SELECT "trip_id", "fare"
FROM pg.table("raw.trips")
WHERE ("fare" > CAST('0.00' AS numeric(12, 2)));

-- ReadSource busy

-- WriteRelation busy
SELECT "zone_id", "n"
FROM pg.query("select zone_id, count(*) as n from raw.trips group by 1");
