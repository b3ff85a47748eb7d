-- exp(a) without errors of range; subnormal results in two factors.
CREATE OR REPLACE FUNCTION flow.exp_1(a double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a = 'NaN' THEN a
    WHEN a > 709.782712893384 THEN 'Infinity'
    WHEN a < -745.13 THEN 0
    WHEN a < -708 THEN exp(a + 40) * 4.248354255291589e-18
    ELSE exp(a) END
$$;
