-- Different values of a window's list; PostgreSQL has no DISTINCT in windows.
CREATE OR REPLACE FUNCTION flow.count_distinct_1(a anyarray) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT count(DISTINCT e) FROM unnest(a) AS t(e)
$$;
