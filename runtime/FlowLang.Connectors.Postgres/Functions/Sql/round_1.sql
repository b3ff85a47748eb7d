-- Half away from zero; PostgreSQL rounds floats half to even.
CREATE OR REPLACE FUNCTION flow.round_1(a double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN abs(a) < 4503599627370496 AND abs(a - trunc(a)) >= 0.5 THEN trunc(a) + sign(a)
    WHEN abs(a) < 4503599627370496 THEN trunc(a) ELSE a END
$$;
