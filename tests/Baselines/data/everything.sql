-- The rows of everything.parquet: one value of each type, and nulls where they are allowed.
SELECT
  trip_id::BIGINT AS trip_id, true AS b, (-32768)::SMALLINT AS i16, 2147483647::INTEGER AS i32, 1.5::FLOAT AS f32, 1e300::DOUBLE AS f64,
  9999999999.99::DECIMAL(12, 2) AS money, 'Zürich' AS t, 'AB'::BLOB AS raw, '00112233-4455-6677-8899-aabbccddeeff'::UUID AS u,
  DATE '2024-02-29' AS d, TIME '23:59:59.999999' AS clock, TIMESTAMPTZ '2024-03-10 06:10:00Z' AS moment,
  TIMESTAMP '2024-03-10 02:30:00' AS wall, INTERVAL 5 MINUTE AS span, '{"a": 1}'::JSON AS doc, color, ['x', 'y'] AS list,
  maybe::INTEGER[] AS maybe, {'lat': 47.37::DOUBLE, 'lon': lon::DOUBLE} AS place, MAP {'k': 'v'} AS labels
FROM (VALUES (1, 'red', [1, 2], 8.54), (2, 'green', NULL, NULL)) AS t(trip_id, color, maybe, lon)
