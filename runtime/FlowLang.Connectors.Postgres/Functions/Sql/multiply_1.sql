-- a * b, as flow.add_1.
CREATE OR REPLACE FUNCTION flow.multiply_1(a smallint, b smallint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN CAST(a AS integer) * b BETWEEN -32768 AND 32767 THEN CAST(CAST(a AS integer) * b AS smallint) END
$$;
CREATE OR REPLACE FUNCTION flow.multiply_1(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN CAST(a AS bigint) * b BETWEEN -2147483648 AND 2147483647 THEN CAST(CAST(a AS bigint) * b AS integer) END
$$;
CREATE OR REPLACE FUNCTION flow.multiply_1(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a BETWEEN -2147483648 AND 2147483647 AND b BETWEEN -2147483648 AND 2147483647 THEN a * b
    WHEN CAST(a AS numeric) * b BETWEEN -9223372036854775808 AND 9223372036854775807 THEN a * b END
$$;
CREATE OR REPLACE FUNCTION flow.multiply_1(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN abs(a) BETWEEN 1e-150 AND 1e150 AND abs(b) BETWEEN 1e-150 AND 1e150 THEN a * b
    WHEN a = 0 OR b = 0 OR abs(a) >= 'Infinity' OR abs(b) >= 'Infinity' THEN a * b
    WHEN a IS NULL OR b IS NULL THEN NULL
    WHEN abs(a) >= 1 AND abs(b) >= 1 THEN
      -- Scaled by 2^-1040: from 2^-16 on the product is beyond the largest float.
      CASE WHEN abs((a * 2.913414348125081e-157) * (b * 2.913414348125081e-157)) >= 1.52587890625e-05 THEN sign(a) * sign(b) * 'Infinity' ELSE a * b END
    WHEN abs(a) >= 1 OR abs(b) >= 1 THEN a * b
    -- Up to half of the least float it is zero.
    WHEN (least(abs(a), abs(b)) * 4.149515568880993e+180) * (greatest(abs(a), abs(b)) * 9.755464219737476e+142) <= 1 THEN sign(a) * sign(b) * 0e0
    ELSE a * b END
$$;
