-- The rows of zones.parquet.
SELECT zone_id::INTEGER AS zone_id, borough FROM (VALUES (7, 'Queens'), (42, 'Manhattan'), (99, 'Unknown')) AS rows (zone_id, borough)
