-- percentile_disc of a window's list.
CREATE OR REPLACE FUNCTION flow.percentile_disc_1(a anyarray, f double precision) RETURNS anyelement LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT percentile_disc(f) WITHIN GROUP (ORDER BY e) FROM unnest(a) AS t(e)
$$;
