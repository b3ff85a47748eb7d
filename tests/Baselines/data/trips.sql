-- The rows of trips.parquet.
SELECT trip_id::BIGINT AS trip_id, zone_id::INTEGER AS zone_id, minutes::BIGINT AS minutes, fare::DECIMAL(12, 2) AS fare, note
FROM (VALUES
  (1, 7, 10, 12.50, 'airport run'), (2, 7, 20, 22.50, NULL), (3, 42, 5, 8.00, 'short'), (4, 42, 15, 13.00, NULL), (5, 99, 30, 40.00, NULL)
) AS rows (trip_id, zone_id, minutes, fare, note)
