-- Null beyond the largest float32, zero below half of the least.
CREATE OR REPLACE FUNCTION flow.to_float32_1(a double precision) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN abs(a) < 'Infinity' AND abs(a) >= 3.4028235677973366e38 THEN NULL
    WHEN abs(a) <= 7.006492321624085e-46 THEN CAST(sign(a) * 0e0 AS real)
    ELSE CAST(a AS real) END
$$;
