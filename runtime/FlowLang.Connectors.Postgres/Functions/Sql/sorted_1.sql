-- A window's list in order; null of none.
CREATE OR REPLACE FUNCTION flow.sorted_1(a double precision[]) RETURNS double precision[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(e ORDER BY e) FROM unnest(a) AS t(e)
$$;
