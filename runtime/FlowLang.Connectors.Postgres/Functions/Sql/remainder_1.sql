-- a % b, with the sign of a: null for b = 0.
CREATE OR REPLACE FUNCTION flow.remainder_1(a smallint, b smallint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN a - a ELSE a % nullif(b, CAST(0 AS smallint)) END
$$;
CREATE OR REPLACE FUNCTION flow.remainder_1(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN a - a ELSE a % nullif(b, CAST(0 AS integer)) END
$$;
CREATE OR REPLACE FUNCTION flow.remainder_1(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN a - a ELSE a % nullif(b, CAST(0 AS bigint)) END
$$;
