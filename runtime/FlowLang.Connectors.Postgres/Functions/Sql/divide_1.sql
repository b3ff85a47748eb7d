-- a / b. Decimals: the exact quotient rounded once, half away from zero, to the places of `unit` (`twice` is 2 / unit); null for b = 0 and from
-- `bound` on. Half of twice the quotient, each cut off, is the rounded one.
CREATE OR REPLACE FUNCTION flow.divide_1(a numeric, b numeric, twice numeric, unit numeric, bound numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  t numeric := div(a * twice, nullif(b, 0));
  q numeric := div(t + sign(t), 2) * unit;
BEGIN
  IF abs(q) < bound THEN
    RETURN q;
  END IF;
  RETURN NULL;
END $$;
-- Floats by IEEE 754.
CREATE OR REPLACE FUNCTION flow.divide_1(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN abs(a) BETWEEN 1e-150 AND 1e150 AND abs(b) BETWEEN 1e-150 AND 1e150 THEN a / b
    WHEN b = 0 THEN CASE WHEN a = 0 OR a = 'NaN' THEN 'NaN' ELSE sign(a) * CASE WHEN CAST(b AS text) = '-0' THEN '-Infinity' ELSE CAST('Infinity' AS double precision) END END
    WHEN abs(a) >= 'Infinity' OR abs(b) >= 'Infinity' THEN a / b
    WHEN abs(b) < 1 AND abs(a) > 1e-140 AND abs(a) * 2.778448436856347e-163 >= abs(b) * 4.994797680505588e+145 THEN sign(a) * sign(b) * 'Infinity'
    WHEN abs(b) > 1e-140 AND abs(a) < 1 AND a <> 0 AND abs(a) * 3.599131035634557e+162 <= abs(b) * 8.89103499794031e-162 THEN sign(a) * sign(b) * 0e0
    ELSE a / b END
$$;
