-- As flow.read_float64_1.
CREATE OR REPLACE FUNCTION flow.read_float32_1(a text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN length(a) <= 10000 AND a ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,4})?$' THEN CASE
      WHEN abs(CAST(a AS numeric)) >= 340282356779733661637539395458142568448 THEN NULL
      WHEN abs(CAST(a AS numeric)) <= 7.006492321624085354618e-46 THEN CASE WHEN a LIKE '-%' THEN CAST('-0' AS real) ELSE CAST(0 AS real) END
      ELSE CAST(a AS real) END
    WHEN lower(a COLLATE "C") IN ('nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity') THEN CAST(a AS real) END
$$;
