-- The rows of parquet/trips.parquet.
SELECT * FROM (VALUES
  (1::BIGINT, 12.50::DECIMAL(12, 2)),
  (9007199254740993, -4.50)
) AS t(trip_id, fare)
