-- A float as a decimal by way of its shortest text; null from `bound` on.
CREATE OR REPLACE FUNCTION flow.to_decimal_1(a double precision, places integer, bound numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN abs(a) < 1e39 AND abs(round(CAST(CAST(a AS text) AS numeric), places)) < bound
    THEN round(CAST(CAST(a AS text) AS numeric), places) END
$$;
CREATE OR REPLACE FUNCTION flow.to_decimal_1(a real, places integer, bound numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN abs(a) < 1e38 AND abs(round(CAST(CAST(a AS text) AS numeric), places)) < bound
    THEN round(CAST(CAST(a AS text) AS numeric), places) END
$$;
