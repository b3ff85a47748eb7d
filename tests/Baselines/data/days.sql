-- The rows of days.parquet: two in the interval that runs, one before and one at its end.
SELECT trip_id::BIGINT AS trip_id, zone_id::INTEGER AS zone_id, 10::BIGINT AS minutes, fare::DECIMAL(12, 2) AS fare, NULL::VARCHAR AS note, day::DATE AS day
FROM (VALUES (1, 7, 12.50, '2024-01-01'), (2, 7, 7.50, '2024-01-01'), (3, 7, 8.00, '2023-12-31'), (4, 7, 13.00, '2024-01-02')) AS rows (trip_id, zone_id, fare, day)
