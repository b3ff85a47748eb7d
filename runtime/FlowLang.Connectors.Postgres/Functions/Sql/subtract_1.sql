-- a - b, as flow.add_1.
CREATE OR REPLACE FUNCTION flow.subtract_1(a smallint, b smallint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN CAST(a AS integer) - b BETWEEN -32768 AND 32767 THEN CAST(CAST(a AS integer) - b AS smallint) END
$$;
CREATE OR REPLACE FUNCTION flow.subtract_1(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN CAST(a AS bigint) - b BETWEEN -2147483648 AND 2147483647 THEN CAST(CAST(a AS bigint) - b AS integer) END
$$;
CREATE OR REPLACE FUNCTION flow.subtract_1(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN (b >= 0 AND a >= (-9223372036854775807 - 1) + b) OR (b < 0 AND a <= 9223372036854775807 + b) THEN a - b END
$$;
CREATE OR REPLACE FUNCTION flow.subtract_1(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT flow.add_1(a, -b)
$$;
