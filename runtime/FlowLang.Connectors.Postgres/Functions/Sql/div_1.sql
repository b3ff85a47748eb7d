-- a div b, toward zero: null for b = 0 and where the quotient of the least integer by -1 does not fit.
CREATE OR REPLACE FUNCTION flow.div_1(a smallint, b smallint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN flow.negate_1(a) ELSE a / nullif(b, CAST(0 AS smallint)) END
$$;
CREATE OR REPLACE FUNCTION flow.div_1(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN flow.negate_1(a) ELSE a / nullif(b, CAST(0 AS integer)) END
$$;
CREATE OR REPLACE FUNCTION flow.div_1(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN b = -1 THEN flow.negate_1(a) ELSE a / nullif(b, CAST(0 AS bigint)) END
$$;
