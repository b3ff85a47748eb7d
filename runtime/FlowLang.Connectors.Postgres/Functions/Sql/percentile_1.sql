-- percentile_cont of a window's list; PostgreSQL has none over windows.
CREATE OR REPLACE FUNCTION flow.percentile_1(a double precision[], f double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN percentile_cont(f) WITHIN GROUP (ORDER BY e) = 'NaN' AND max(e) <> 'NaN' THEN percentile_disc(f) WITHIN GROUP (ORDER BY e)
    ELSE percentile_cont(f) WITHIN GROUP (ORDER BY e) END FROM unnest(a) AS t(e)
$$;
