-- ReadSource trips

-- WriteRelation trips
SELECT `trip_id`, `fare`
FROM `trips`;
