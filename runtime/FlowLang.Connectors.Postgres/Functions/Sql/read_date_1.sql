-- 2024-01-31.
CREATE OR REPLACE FUNCTION flow.read_date_1(a text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN a ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
    flow.date_1(CAST(left(a, 4) AS bigint), CAST(substr(a, 6, 2) AS bigint), CAST(right(a, 2) AS bigint)) END
$$;
